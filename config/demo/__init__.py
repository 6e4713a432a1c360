"""The demo hospital: invented people and places, the real plans and campaigns of the sources."""
