"""Properties of a file that tell who made it, where, or with what camera."""

from __future__ import annotations

import re

#: Fields that a public file may have filled. What is in them is searched like any other text.
_FREE = {
    *("title", "language", "producer", "creationdate", "moddate", "trapped", "createdate", "modifydate"),
    *("metadatadate", "format", "pdfversion", "part", "conformance", "npages", "instanceid", "documentid"),
    *("renditionclass", "action", "when", "viewport", "charset", "referrer", "color-scheme", "theme-color"),
    *("content-security-policy", "dpi", "namespaceuri", "prefix", "schema", "name", "category", "valuetype"),
    *("created", "modified", "application", "appversion", "docsecurity", "scalecrop", "linksuptodate", "shareddoc"),
    *("hyperlinkschanged", "titlesofparts", "i2", "i4", "lpstr", "heading", "type", "date", "rev", "amd", "corr"),
    *("orientation", "xresolution", "yresolution", "resolutionunit", "software", "creationtime", "licence"),
    *("license", "totaltime", "toolkit", "robots", "lang", "x-ua-compatible", "value", "version", "gamma", "srgb"),
    *("interlace", "aspect", "chromaticity", "transparency", "icc_profile", "id", "exifoffset", "jfif"),
    *("jfif_version", "jfif_unit", "jfif_density", "progressive", "ycbcrpositioning", "worksheets"),
    *("pixelxdimension", "pixelydimension", "colorspace", "exifversion", "componentsconfiguration"),
    *("flashpixversion"),
}
#: Fields in which a program names itself: free where they name nothing else.
_PROGRAM_FIELDS = {
    "creator",
    "creatortool",
    "generator",
    "softwareagent",
    "producer",
    "software",
    "agent",
    "application",
}
_PROGRAM = re.compile(
    r"(?:tollbook|typst|matplotlib|libreoffice|openoffice|microsoft|adobe|acrobat|pikepdf|pypdf|qpdf|skia|chromium"
    r"|quartz|mac ?os|cairo|xlsxwriter|pillow|pil|inkscape|writer|calc|excel|word|jupyter|nbconvert|pandas|tex|latex"
    r"|pdftex|gimp|imagemagick|ghostscript|v?\d[\w.+-]*|version|python|pdf|library|context|https?://(?:www\.)?matplotlib\.org/?"
    r"|[\s/,;:()+.®-])+",
    re.IGNORECASE,
)


def forbidden(field: str, value: str, publisher: str = "") -> bool:
    """Whether a field of a file's properties must be empty in public, and is not.

    Parameters
    ----------
    field, value : str
    publisher : str
        Name of the organisation that publishes, which may stand as the author.
    """
    value = value.strip()
    name = re.sub(r"[\s_]", "", field.strip("/")).lower()
    if not value or (publisher and value == publisher):
        return False
    if name in _PROGRAM_FIELDS:
        return not _PROGRAM.fullmatch(value)
    return name not in _FREE
