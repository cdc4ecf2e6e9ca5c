"""The pages of a case. A page gets its record from the policy or not at all."""
