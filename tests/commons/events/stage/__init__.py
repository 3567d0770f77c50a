"""A small installation for real processes: its own database file, broker folder and handlers.

``settings`` is what its processes run with, ``apps`` registers the handlers and arms the deaths, ``web`` is a process
that announces as a web server would, ``processes`` starts and kills them from a test.
"""
