"""What the unit does on a case, step by step, each as somebody at a browser does it."""
