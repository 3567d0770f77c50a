"""Every icon by name: 24 by 24 strokes, drawn once."""

PATHS: dict[str, str] = {
    "academy": (
        '<path d="M2.5 9 12 5l9.5 4L12 13z"/><path d="M6.5 11v5c1.6 1.5 3.4 2.2 5.5 2.2s3.9-.7 5.5-2.2v-5"/>'
        '<path d="M21.5 9v6"/>'
    ),
    "awards": (
        '<circle cx="12" cy="9.5" r="5.5"/><path d="m8.5 14-1.5 7 5-2.6 5 2.6-1.5-7"/>'
        '<path d="m10 9.6 1.5 1.5L14.2 8"/>'
    ),
    "back": '<path d="M9 6 4 11l5 5"/><path d="M4 11h10.5a5 5 0 0 1 0 10H11"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z"/><path d="M10 20.5a2.2 2.2 0 0 0 4 0"/>',
    "building": (
        '<path d="M5 20.5V4h14v16.5"/><path d="M3 20.5h18"/><path d="M9 8h2M13 8h2M9 12h2M13 12h2"/>'
        '<path d="M10 20.5V16h4v4.5"/>'
    ),
    "calendar": (
        '<rect x="3.5" y="5" width="17" height="15.5" rx="1.5"/><path d="M3.5 10h17"/><path d="M8 2.8V7"/>'
        '<path d="M16 2.8V7"/>'
    ),
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "check-circle": '<circle cx="12" cy="12" r="9"/><path d="m7.8 12.4 2.9 2.9 5.5-6"/>',
    "chevron-down": '<path d="m5.5 9 6.5 6.5L18.5 9"/>',
    "chevron-left": '<path d="M15 5.5 8.5 12l6.5 6.5"/>',
    "chevron-right": '<path d="m9 5.5 6.5 6.5L9 18.5"/>',
    "chevron-up": '<path d="m5.5 15 6.5-6.5 6.5 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.4 2"/>',
    "copy": '<rect x="8.5" y="8.5" width="12" height="12" rx="1.5"/><path d="M15.5 8.5v-5h-12v12h5"/>',
    "cross": '<path d="m6 6 12 12"/><path d="M18 6 6 18"/>',
    "document": (
        '<path d="M6 3h8l4.5 4.5V21H6z"/><path d="M14 3v4.5h4.5"/><path d="M9 12.5h6.5"/><path d="M9 16.5h6.5"/>'
    ),
    "dot": '<circle cx="12" cy="12" r="5" fill="currentColor"/>',
    "download": '<path d="M12 4v11"/><path d="m7.5 11 4.5 4.5 4.5-4.5"/><path d="M4.5 20h15"/>',
    "error": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6"/><path d="M12 16.4v.2"/>',
    "eye": '<path d="M3 12s3.5-6.1 9-6.1 9 6.1 9 6.1-3.5 6.1-9 6.1S3 12 3 12z"/><circle cx="12" cy="12" r="2.6"/>',
    "eye-off": (
        '<path d="M4 4l16 16"/>'
        '<path d="M9.5 6.2A9 9 0 0 1 12 5.9c5.5 0 9 6.1 9 6.1a16 16 0 0 1-3.2 3.8'
        'M6.3 8A15.5 15.5 0 0 0 3 12s3.5 6.1 9 6.1a8.6 8.6 0 0 0 3.6-.8"/>'
    ),
    "filter": '<path d="M4 6h16"/><path d="M7 12h10"/><path d="M10 18h4"/>',
    "globe": (
        '<circle cx="12" cy="12" r="9"/><path d="M3 12h18"/>'
        '<path d="M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z"/>'
    ),
    "half": '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>',
    "help": (
        '<circle cx="12" cy="12" r="9"/><path d="M9.4 9.5a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2"/>'
        '<path d="M12 17v.2"/>'
    ),
    "history": '<path d="M4 5v4.5h4.5"/><path d="M4.6 9.5A8.5 8.5 0 1 1 3.6 13"/><path d="M12 8v4.5l3 1.8"/>',
    "home": '<path d="M3 11.5 12 4l9 7.5"/><path d="M5.5 10v10h13V10"/><path d="M10 20v-6h4v6"/>',
    "inbox": '<path d="M3.5 13.5 6.5 5h11l3 8.5V20h-17z"/><path d="M3.5 13.5H9l1.2 2.5h3.6l1.2-2.5h5.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6"/><path d="M12 7.4v.2"/>',
    "list": (
        '<path d="M8.5 6h12"/><path d="M8.5 12h12"/><path d="M8.5 18h12"/><path d="M4 6h.2"/><path d="M4 12h.2"/>'
        '<path d="M4 18h.2"/>'
    ),
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="1.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "pencil": '<path d="M4 20.5 5 16 16.5 4.5l3.5 3.5L8.5 19.5z"/><path d="m14 7 3.5 3.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c0-4 3.2-6.5 7.5-6.5s7.5 2.5 7.5 6.5"/>',
    "plus": '<path d="M12 5v14"/><path d="M5 12h14"/>',
    "print": '<path d="M7 9V3.5h10V9"/><path d="M7 17H3.5V9h17v8H17"/><path d="M7 14h10v6.5H7z"/>',
    "procurement": (
        '<rect x="3" y="8" width="8" height="8" rx="1"/><rect x="13" y="8" width="8" height="8" rx="1"/>'
        '<path d="M7 8V5h10v3"/><path d="M7 16v3h10v-3"/>'
    ),
    "ring": '<circle cx="12" cy="12" r="6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "send": '<path d="M3.5 11.5 20.5 4l-5 16.5-4-7z"/><path d="m11.5 13.5 4-4"/>',
    "sign-out": '<path d="M14 4H5v16h9"/><path d="M10 12h10.5"/><path d="m17 8.5 3.5 3.5-3.5 3.5"/>',
    "sort": '<path d="m7.5 9.5 4.5-5 4.5 5"/><path d="m7.5 14.5 4.5 5 4.5-5"/>',
    "speech": '<path d="M4 5h16v11.5H11L6.5 20v-3.5H4z"/>',
    "star": '<path d="m12 3.5 2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6L3.4 9.8l6-.8z"/>',
    "stop": '<circle cx="12" cy="12" r="9"/><path d="m8.5 8.5 7 7"/><path d="m15.5 8.5-7 7"/>',
    "talent": (
        '<circle cx="8.5" cy="8" r="3.5"/><path d="M2.5 20c0-3.6 2.6-6 6-6s6 2.4 6 6"/>'
        '<path d="M15.5 4.8a3.5 3.5 0 0 1 0 6.4"/><path d="M17.5 14.6c2.4.8 4 2.8 4 5.4"/>'
    ),
    "trash": (
        '<path d="M4 6.5h16"/><path d="M9 6.5V4h6v2.5"/><path d="m6 6.5 1 14h10l1-14"/><path d="M10 10.5v6"/>'
        '<path d="M14 10.5v6"/>'
    ),
    "upload": '<path d="M12 16V5"/><path d="m7.5 9 4.5-4.5L16.5 9"/><path d="M4.5 20h15"/>',
    "voices": (
        '<path d="M4 4h16v12.5H11L6.5 20.5v-4H4z"/><path d="M8.5 13v-2"/><path d="M12 13V7.5"/><path d="M15.5 13V9.5"/>'
    ),
    "warning": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v5"/><path d="M12 17.6v.2"/>',
}


def paths(name: str) -> str:
    """Return the strokes of an icon; raise ``LookupError`` with the known names for any other."""
    try:
        return PATHS[name]
    except KeyError:
        raise LookupError(f"no icon called {name!r}; there are: {', '.join(PATHS)}") from None
