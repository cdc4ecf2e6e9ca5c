"""Settings: `base` is production; `demo` and `test` loosen it, never the reverse."""
