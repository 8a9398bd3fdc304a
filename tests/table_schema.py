"""Our descriptors in the plain words of Frictionless Table Schema, for tools that know it."""

from collections.abc import Mapping

from esa.reading.schema import REMARK, as_tuple

NOT_STANDARD = {
    "code",
    "exact",
    "categories",
    "open",
    "range_end",
    "public_name",
    "same_spelling",
    "ordinal",
    "several",
    "denial",
    "sheet",
    "unit",
    "unit_from",
    "decided_by",
}


def standard_descriptor(descriptor: Mapping) -> dict:
    """The same table in plain Table Schema words, as other tools read it.

    Headings become the field names (they are what stands in the sheet) and the labels of
    categories an enum.
    """
    titles = {field["name"]: field["title"] for field in descriptor["fields"]}
    fields = []
    for entry in [*descriptor["fields"], REMARK]:
        plain = {k: v for k, v in entry.items() if k not in NOT_STANDARD and k != "aliases"}
        plain["name"] = entry["title"]
        if entry["type"] == "list":
            plain["type"] = "string"  # lists are typed with ; in one cell
        if "categories" in entry and entry["type"] == "string" and not entry.get("open"):
            labels = [category["label"] for category in entry["categories"]]
            plain["constraints"] = {**entry.get("constraints", {}), "enum": labels}
        if entry["type"] == "boolean":
            plain |= {"trueValues": ["ใช่"], "falseValues": ["ไม่ใช่"]}
        if entry["type"] != "string":
            plain.pop("example", None)  # examples are as people type them: B.E. dates, lists with ;
        fields.append(plain)
    key = [titles[name] for name in as_tuple(descriptor.get("primaryKey", ()))]
    return {"fields": fields, "primaryKey": key, "missingValues": ["", "-"]}
