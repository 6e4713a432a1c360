"""The plans of the sources, read from ``emulation/rules/plans`` and published."""
