"""What happens in assessment and conference: verbs, atomic and audited."""
