"""Pages of the hub and of every municipality, written by their own editors."""
