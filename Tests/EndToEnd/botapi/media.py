"""Files that people and bots attach."""

import hashlib
import itertools
import secrets
from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024
DOWNLOAD_LIMIT = 20 * MEGABYTE
UPLOAD_LIMIT = 50 * MEGABYTE

_numbers = itertools.count(1)


@dataclass
class Media:
    """Something to attach. `size` stands for a file of so many bytes whose content does not matter."""

    kind: str
    """photo, document, voice, audio, video, animation, video_note or sticker."""
    data: bytes = b""
    name: str | None = None
    media_type: str | None = None
    size: int | None = None

    @staticmethod
    def photo(data: bytes) -> "Media":
        return Media("photo", data, media_type="image/jpeg")

    @staticmethod
    def document(name: str, data: bytes = b"", media_type: str = "application/octet-stream", size: int | None = None):
        return Media("document", data, name, media_type, size)

    @staticmethod
    def voice(data: bytes) -> "Media":
        return Media("voice", data, media_type="audio/ogg")

    @staticmethod
    def video(data: bytes = b"", size: int | None = None) -> "Media":
        return Media("video", data, "clip.mp4", "video/mp4", size)

    @property
    def length(self) -> int:
        return len(self.data) if self.size is None else self.size


@dataclass
class StoredFile:
    """A file on Telegram's servers, as one bot may fetch it."""

    bot: int
    media: Media
    id: str = field(default_factory=lambda: "AgAC" + secrets.token_urlsafe(40))
    path: str | None = None
    """Where it may be downloaded at present; none before `getFile` and after the link has expired."""

    @property
    def unique_id(self) -> str:
        return "AQ" + hashlib.sha256(self.media.data + str(self.media.size).encode()).hexdigest()[:14]

    @property
    def file(self) -> dict:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.media.length}

    def new_path(self) -> str:
        extension = (self.media.name or "").rsplit(".", 1)[-1] if "." in (self.media.name or "") else "bin"
        folder = {"photo": "photos", "voice": "voice", "video": "videos"}.get(self.media.kind, "documents")
        self.path = f"{folder}/file_{next(_numbers)}.{'jpg' if self.media.kind == 'photo' else extension}"
        return self.path


def content(stored: StoredFile, thumbnail: StoredFile | None = None) -> dict:
    """The part of a message that names the file."""
    media = stored.media
    if media.kind == "photo":
        small = {**thumbnail.file, "width": 90, "height": 67} if thumbnail else None
        return {"photo": [*([small] if small else []), {**stored.file, "width": 1280, "height": 960}]}
    value = stored.file | ({"mime_type": media.media_type} if media.media_type else {})
    if media.kind in ("document", "audio", "video", "animation") and media.name:
        value["file_name"] = media.name
    if media.kind in ("voice", "audio", "video", "animation", "video_note"):
        value["duration"] = 3
    if media.kind in ("video", "animation"):
        value |= {"width": 640, "height": 480}
    if media.kind == "video_note":
        value.pop("mime_type", None)
        value["length"] = 240
    if media.kind == "sticker":
        value.pop("mime_type", None)
        value |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {media.kind: value}
