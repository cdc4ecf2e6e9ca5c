"""Who people are, how they prove it, and for whom they act."""
