"""Plans, court orders, support and closure."""
