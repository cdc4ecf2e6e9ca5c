"""What people type about assessments and conferences: shape and wording, never saving."""
