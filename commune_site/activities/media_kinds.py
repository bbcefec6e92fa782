"""What a file holds, told from its first bytes; a name can say anything."""

from django.core.files import File

VIDEO, AUDIO = "video", "audio"
HEAD = 64
# ISO base media: the brands of sound alone.
AUDIO_BRANDS = (b"M4A ", b"M4B ")
MP3_SYNC, MP3_MASK = 0xE0, 0xE0


def kind_of(file: File) -> str:
    """Return "video" or "audio", or an empty text for what is neither or cannot be read."""
    kind = _kind(_head_of(file))
    # Some programs give sound in MP4 a brand that stands for anything.
    return AUDIO if kind == VIDEO and file.name.lower().endswith(".m4a") else kind


def is_captions(file: File) -> bool:
    """Tell whether a file holds captions in WebVTT."""
    head = _head_of(file).removeprefix(b"\xef\xbb\xbf")
    return head.startswith(b"WEBVTT") and head[6:7] in (b"", b" ", b"\t", b"\n", b"\r")


def _kind(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return AUDIO if head[8:12] in AUDIO_BRANDS else VIDEO
    if head.startswith(b"\x1aE\xdf\xa3"):
        return VIDEO if b"webm" in head else ""
    if head.startswith((b"ID3", b"OggS")):
        return AUDIO
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & MP3_MASK == MP3_SYNC
    return AUDIO if is_frame else ""


def _head_of(file: File) -> bytes:
    try:
        with file.storage.open(file.name, "rb") as opened:
            return opened.read(HEAD)
    except (OSError, ValueError):
        return b""
