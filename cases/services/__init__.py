"""What happens to cases: verbs, atomic and audited."""
