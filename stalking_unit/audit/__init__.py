"""What happened, kept for ever."""
