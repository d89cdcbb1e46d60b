"""What the modules for web frameworks share: their settings, and the variables of their templates."""
