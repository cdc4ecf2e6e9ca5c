"""The pages of plans, orders, support and closure. A page gets its record from the policy or not at all."""
