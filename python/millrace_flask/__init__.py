"""A model behind Flask."""
