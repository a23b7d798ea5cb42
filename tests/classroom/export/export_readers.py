"""Readers of the exported formats, written from their specifications and not from the exporters."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

# IMS QTI 1.2 (ASI XML binding, 2002): for each element that we write, its children in order, and its attributes.
# `*` any number, `+` one or more, `?` perhaps; a bar parts alternatives.
MODEL = {
    "questestinterop": ("qticomment? (objectbank|assessment|(section|item)+)", ""),
    "assessment": (
        "qtimetadata* (objectives|rubric|assessmentcontrol)* (sectionref|section)+",
        "ident! title",
    ),
    "section": ("qtimetadata* selection_ordering? (itemref|item|sectionref|section)*", "ident! title"),
    "item": (
        (
            "qticomment? duration? itemmetadata? objectives* itemcontrol* (itemrubric|rubric)* presentation? "
            "resprocessing* itemfeedback* reference?"
        ),
        "ident! title label maxattempts",
    ),
    "itemmetadata": ("qtimetadata* qmd_itemtype?", ""),
    "qtimetadata": ("vocabulary? qtimetadatafield+", ""),
    "qtimetadatafield": ("fieldlabel fieldentry", ""),
    "fieldlabel": ("", ""),
    "fieldentry": ("", ""),
    "presentation": ("(material|response_lid|response_str|response_num)+", "label"),
    "material": ("mattext+", "label"),
    "mattext": ("", "texttype"),
    "response_lid": (
        "(material|material_ref)? render_choice (material|material_ref)?",
        "ident! rcardinality rtiming",
    ),
    "response_str": (
        "(material|material_ref)? (render_fib|render_choice) material?",
        "ident! rcardinality rtiming",
    ),
    "render_choice": ("(material|response_label|flow_label)* response_na?", "shuffle"),
    "render_fib": (
        "(material|response_label|flow_label)* response_na?",
        "fibtype rows columns maxchars prompt",
    ),
    "response_label": ("(material|flow_mat)*", "ident! rshuffle"),
    "resprocessing": ("outcomes (respcondition|itemproc_extension)+", ""),
    "outcomes": ("(decvar interpretvar*)+", ""),
    "decvar": ("", "varname vartype minvalue maxvalue defaultval"),
    "respcondition": ("qticomment? conditionvar setvar* displayfeedback*", "continue title"),
    "conditionvar": ("(not|and|or|unanswered|other|varequal|varlt|varlte|vargt|vargte)+", ""),
    "and": ("(not|and|or|other|varequal|varlte|vargte)+", ""),
    "or": ("(not|and|or|other|varequal|varlte|vargte)+", ""),
    "not": ("(not|and|or|other|varequal|varlte|vargte)", ""),
    "other": ("", ""),
    "varequal": ("", "respident! case index"),
    "varlte": ("", "respident! index"),
    "vargte": ("", "respident! index"),
    "setvar": ("", "varname action"),
    "displayfeedback": ("", "feedbacktype linkrefid!"),
    "itemfeedback": ("(flow_mat|material|solution|hint)+", "ident! title view"),
    "flow_mat": ("(flow_mat|material)+", ""),
}
VALUES = {
    "rcardinality": {"Single", "Multiple", "Ordered"},
    "fibtype": {"String", "Integer", "Decimal", "Scientific"},
    "continue": {"Yes", "No"},
    "rshuffle": {"Yes", "No"},
    "action": {"Set", "Add", "Subtract", "Multiply", "Divide"},
    "feedbacktype": {"Response", "Solution", "Hint"},
    "texttype": {"text/plain", "text/html"},
    "vartype": {"Integer", "String", "Decimal", "Scientific", "Boolean", "Enumerated", "Set"},
}


def local(element):
    return element.tag.rpartition("}")[2]


def faults(element):
    """Everything about an element and what it holds that the specification forbids."""
    name = local(element)
    if name not in MODEL:
        return [f"<{name}> is unknown"]
    model, attributes = MODEL[name]
    pattern = re.sub(r"[a-z_]+", r"(?:\g<0>@)", model).replace(" ", "").replace("@", " ")
    children = "".join(f"{local(child)} " for child in element)
    found = [] if re.fullmatch(pattern, children) else [f"<{name}> holds: {children}"]
    allowed = {word.rstrip("!") for word in attributes.split()}
    given = {key for key in element.attrib if not key.startswith("{")}
    found += [f"<{name} {key}>" for key in given - allowed]
    found += [
        f"<{name}> lacks {word[:-1]}"
        for word in attributes.split()
        if word.endswith("!") and word[:-1] not in given
    ]
    found += [
        f"<{name} {k}={element.get(k)}>" for k in given & set(VALUES) if element.get(k) not in VALUES[k]
    ]
    return found + [fault for child in element for fault in faults(child)]


def strip_ns(element):
    for part in element.iter():
        part.tag = local(part)
    return element


def package(data):
    """Manifest and documents of a package, by the resources that the manifest lists."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    manifest = strip_ns(ET.fromstring(archive.read("imsmanifest.xml")))  # noqa: S314  (our own)
    files = {file.get("href") for file in manifest.iter("file")}
    assert files == set(archive.namelist()) - {"imsmanifest.xml"}, (
        "the manifest lists every file, and no other"
    )
    return manifest, {name: ET.fromstring(archive.read(name)) for name in files}  # noqa: S314


def qti_items(document):
    """Read items as plain data, the way a platform does: follow the links, nothing else."""
    found = {}
    for item in strip_ns(document).iter("item"):
        meta = {f.find("fieldlabel").text: f.find("fieldentry").text for f in item.iter("qtimetadatafield")}
        said = {
            f.get("ident"): " ".join(t.text or "" for t in f.iter("mattext"))
            for f in item.iter("itemfeedback")
        }
        asked = item.find("presentation")
        lists = {r.get("ident"): r for r in asked.iter("response_lid")}
        options = {
            k: {c.get("ident"): c.find("material/mattext").text for c in r.iter("response_label")}
            for k, r in lists.items()
        }
        lefts = {
            k: r.find("material/mattext").text for k, r in lists.items() if r.find("material") is not None
        }
        found[item.get("title")] = {
            "type": meta["question_type"],
            "points": meta["points_possible"],
            "answers": (meta["original_answer_ids"] or "").split(","),
            "stem": asked.find("material/mattext").text,
            "options": options,
            "lefts": lefts,
            "said": said,
            "conditions": [_condition(c) for c in item.iter("respcondition")],
        }
    return found


def _condition(node):
    test = node.find("conditionvar")
    negated = {id(v) for n in test.iter("not") for v in n.iter("varequal")}
    return {
        "chosen": [(v.get("respident"), v.text) for v in test.iter("varequal") if id(v) not in negated],
        "not": [v.text for v in test.iter("varequal") if id(v) in negated],
        "range": [float(v.text) for tag in ("vargte", "varlte") for v in test.iter(tag)],
        "score": [(v.get("action"), float(v.text)) for v in node.iter("setvar")],
        "shows": [d.get("linkrefid") for d in node.iter("displayfeedback")],
    }


GIFT_QUESTION = re.compile(r"^::(?P<id>.*?)::\[html\](?P<text>.*?)(?<!\\)\{(?P<body>.*)\}\s*$", re.DOTALL)


def ungift(text):
    return re.sub(r"\\([\\~=#{}:])", r"\1", text)


def gift(text):
    """Questions of a GIFT file, as Moodle's documentation describes it."""
    found, category = {}, None
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("$CATEGORY:"):
            category = block.split(":", 1)[1].strip()
            continue
        match = GIFT_QUESTION.match(block)
        if not match:
            name = re.match(r"^::(.*?)::", block)[1]
            found[ungift(name)] = {"category": category, "text": block, "kind": "description", "answers": []}
            continue
        body = match["body"].strip()
        numeric = body.startswith("#") and not body.startswith("####")
        general = body.partition("####")[2] if "####" in body else ""
        parts = re.split(r"(?<!\\)(?=[=~])", body.removeprefix("#") if numeric else body.partition("####")[0])
        answers = [_gift_answer(part) for part in parts if part.strip()]
        found[ungift(match["id"])] = {
            "category": category,
            "text": ungift(match["text"]).strip(),
            "kind": "number" if numeric else "choice" if answers else "essay",
            "answers": answers,
            "general": ungift(general),
        }
    return found


def _gift_answer(part):
    sign, rest = part[0], part[1:].strip()
    weight = re.match(r"%(-?[\d.]+)%", rest)
    rest = rest[weight.end() :] if weight else rest
    text, _, feedback = re.sub(r"(?<!\\)#", "\0", rest, count=1).partition("\0")
    value = float(weight[1]) if weight else (100.0 if sign == "=" else 0.0)
    return {"sign": sign, "weight": value, "text": ungift(text).strip(), "feedback": ungift(feedback).strip()}


def moodle(text):
    """Questions of a Moodle XML file by name, and the categories in their order."""
    questions, categories = {}, []
    for node in ET.fromstring(text).iter("question"):  # noqa: S314
        if node.get("type") == "category":
            categories.append(node.find("category/text").text)
            continue
        questions[node.find("name/text").text] = node
    return questions, categories
