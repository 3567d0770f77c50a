"""The real list of Tokyo's 62 municipalities, and the hub."""

import csv
from importlib.resources import files

from .models import Organisation

HUB = {
    "kind": Organisation.Kind.HUB,
    "name": "東京コモンズ運営事務局",
    "kana": "とうきょうこもんずうんえいじむきょく",
    "name_en": "Tokyo Commons Secretariat",
}
CORE_CITIES = {"132012"}  # 中核市: Hachioji alone in Tokyo (地方自治法第252条の22の中核市の指定に関する政令)


def load() -> int:
    """Create or refresh the 62 municipalities and the hub; return how many rows there are. Twice changes nothing."""
    Organisation.objects.update_or_create(slug="hub", defaults=HUB)
    text = (files("commons.tenancy") / "data" / "municipalities.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        Organisation.objects.update_or_create(
            code=row["code"],
            defaults={
                "slug": row["slug"],
                "kind": row["kind"],
                "area": row["area"],
                "name": row["name"],
                "kana": row["kana"],
                "name_en": row["name_en"],
                "is_core_city": row["code"] in CORE_CITIES,
                "population_2020": int(row["population_2020"]),
                "latitude": float(row["lat"]),
                "longitude": float(row["lng"]),
                "tile_column": int(row["tile_col"]),
                "tile_row": int(row["tile_row"]),
            },
        )
    return Organisation.objects.count()
