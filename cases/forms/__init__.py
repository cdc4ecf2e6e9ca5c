"""Shape and wording of what people type about cases; forms validate and never save."""
