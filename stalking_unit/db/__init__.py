"""The database backend, which names the actor at every transaction."""
