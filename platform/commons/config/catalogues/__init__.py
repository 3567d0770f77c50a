"""Keep the catalogues of translations without gettext's tools."""
