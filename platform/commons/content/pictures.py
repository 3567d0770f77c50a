"""The one size in which pages show pictures."""

WIDTH = "width-960"
