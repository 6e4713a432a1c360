"""Questions put to the emulation tables. Every list starts from what the person may see.

Import from the noun's module: ``from emulation.selectors.people import visible_staff``.
"""
