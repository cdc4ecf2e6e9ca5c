"""What happens to plans, orders and support: verbs, atomic and audited."""
