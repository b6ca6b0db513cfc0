"""Files: upload, download, attach, replace, and what there is in an app or a space."""

from __future__ import annotations

from os import PathLike, fspath
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio import fields as field_values
from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.body import Destination, Upload
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, content, nothing, raw, sent, written
from podio.core.views.model import integer, many, member
from podio.errors import InvalidArgumentError
from podio.models.files import File

if TYPE_CHECKING:
    from podio.core.operations.body import Downloaded, Progress, Source

AttachedTo: TypeAlias = Literal["item", "status", "task", "space"]
FileType: TypeAlias = Literal["image", "application", "video", "text", "audio"]
HostedBy: TypeAlias = Literal[
    "podio",
    "google",
    "boxnet",
    "dropbox",
    "evernote",
    "live",
    "sharefile",
    "sugarsync",
    "yousendit",
]


class Files(Area[S]):
    """Files: uploaded first, then attached to an item, task, comment, status or space."""

    @operation("GET", "/file/{file_id}")
    def get(self, file_id: int) -> Call[File]:
        """Fetch what is known of a file; `download` and `read` fetch what is in it.

        https://developers.podio.com/doc/files/get-file-22451
        """
        return Call(File, file_id)

    @operation("GET", "/file/")
    def find(
        self,
        *,
        attached_to: AttachedTo | None = None,
        created_by: object = None,
        created_on: object = None,
        filetype: FileType | None = None,
        hosted_by: HostedBy | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "created_on"] | None = None,
        sort_desc: bool | None = None,
    ) -> Call[list[File]]:
        """Fetch files that the acting user can see, those with the last names first.

        Args:
            created_by: A byline, `{"type": "user", "id": 1}`, or a list of these.
            created_on: A date, or a tuple of two: from and to, both included.
            limit: The most files to fetch; Podio's default is 20. There is no next page.
            sort_by: Podio's default is `name`.
            sort_desc: Podio's default is True.

        https://developers.podio.com/doc/files/get-files-4497983
        """
        at_least(1, limit=limit)
        query = {
            **_search(attached_to, created_by, created_on, filetype, hosted_by),
            "limit": limit,
            "sort_by": sort_by,
            "sort_desc": sort_desc,
        }
        return Call(many(File), query=query)

    @listing("GET", "/file/app/{app_id}/")
    def on_app(
        self,
        app_id: int,
        *,
        attached_to: AttachedTo | None = None,
        created_by: object = None,
        created_on: object = None,
        filetype: FileType | None = None,
        hosted_by: HostedBy | None = None,
        sort_by: Literal["name", "created_on"] | None = None,
        sort_desc: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[File]:
        """Walk over the files of an app's items and of the comments on them.

        Args:
            created_by: A byline, `{"type": "user", "id": 1}`, or a list of these.
            created_on: A date, or a tuple of two: from and to, both included.
            sort_by: Podio's default is `name`.
            sort_desc: Podio's default is True.
            limit: The most files to give; None for all.

        https://developers.podio.com/doc/files/get-files-on-app-22472
        """
        query = {
            **_search(attached_to, created_by, created_on, filetype, hosted_by),
            "sort_by": sort_by,
            "sort_desc": sort_desc,
        }
        return Listing(File, app_id, query=query, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/file/space/{space_id}/")
    def on_space(
        self,
        space_id: int,
        *,
        attached_to: AttachedTo | None = None,
        created_by: object = None,
        created_on: object = None,
        filetype: FileType | None = None,
        hosted_by: HostedBy | None = None,
        sort_by: Literal["name", "created_on"] | None = None,
        sort_desc: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[File]:
        """Walk over the files of a space.

        Args:
            created_by: A byline, `{"type": "user", "id": 1}`, or a list of these.
            created_on: A date, or a tuple of two: from and to, both included.
            sort_by: Podio's default is `name`.
            sort_desc: Podio's default is True.
            limit: The most files to give; None for all.

        https://developers.podio.com/doc/files/get-files-on-space-22471
        """
        query = {
            **_search(attached_to, created_by, created_on, filetype, hosted_by),
            "sort_by": sort_by,
            "sort_desc": sort_desc,
        }
        return Listing(File, space_id, query=query, limit=limit, offset=offset, page_size=page_size)

    @operation("GET", "/file/app/{app_id}/latest/")
    def latest_on_app(self, app_id: int) -> Call[list[File]]:
        """Fetch the files that came to an app last.

        https://developers.podio.com/doc/files/get-latest-files-on-app-22473
        """
        return Call(many(File), app_id)

    @listing("GET", "/file/space/{space_id}/latest/")
    def latest_on_space(
        self, space_id: int, *, limit: int | None = None, offset: int = 0, page_size: int = 50
    ) -> Listing[File]:
        """Walk over the files of a space, the last upload first.

        Deprecated by Podio in favour of `on_space(..., sort_by="created_on")`.

        Args:
            page_size: How many to ask for at a time; Podio gives at most 50.

        https://developers.podio.com/doc/files/get-latest-files-on-space-22470
        """
        return Listing(File, space_id, limit=limit, offset=offset, page_size=page_size)

    @operation("POST", "/file/")
    def upload(
        self, source: Source, filename: str | None = None, *, progress: Progress | None = None
    ) -> Call[File]:
        """Upload a file, to be attached afterwards.

        Args:
            source: Bytes, a path, an open binary file, or an iterator of bytes; Podio takes
                100 MB. An open file is sent from where it stands.
            filename: The name that the file gets; by default that of the path or open file.
            progress: Called with the bytes sent so far and in all, as they go out.

        Raises:
            InvalidArgumentError: There is no file name, neither given nor the source's own, or
                the source gives no bytes.
            OSError: The path cannot be read.

        https://developers.podio.com/doc/files/upload-file-1004361
        """
        return Call(File, body=Upload(source, filename or _name_of(source), progress))

    @operation("POST", "/file/v2/")
    def upload_v2(
        self, source: Source, filename: str | None = None, *, progress: Progress | None = None
    ) -> Call[File]:
        """Upload a file by the path that several clients use; the page names `upload`'s.

        Args:
            source: Bytes, a path, an open binary file, or an iterator of bytes; Podio takes
                100 MB. An open file is sent from where it stands.
            filename: The name that the file gets; by default that of the path or open file.
            progress: Called with the bytes sent so far and in all, as they go out.

        Raises:
            InvalidArgumentError: There is no file name, neither given nor the source's own, or
                the source gives no bytes.
            OSError: The path cannot be read.

        https://developers.podio.com/doc/files/upload-file-1004361
        """
        return Call(File, body=Upload(source, filename or _name_of(source), progress))

    @operation("POST", "/file/from_url/")
    def upload_from_url(self, url: str) -> Call[File]:
        """Let Podio fetch a file from an address.

        Not on a page of its own; seen in the dotnet, rb clients.
        """
        not_empty(url=url)
        return Call(File, body={"url": url})

    @operation("GET", "/file/linked_account/{linked_account_id}/")
    def on_linked_account(self, linked_account_id: int) -> Call[Json]:
        """Fetch the files of a linked account.

        Not on a page of its own; seen in a list of the API's routes.
        """
        return Call(raw, linked_account_id)

    @operation("POST", "/file/linked_account/{linked_account_id}/")
    def create_from_linked_account(
        self,
        linked_account_id: int,
        external_file_id: str,
        *,
        preserve_permissions: bool | None = None,
    ) -> Call[File]:
        """Make a file from one of a linked account.

        Args:
            external_file_id: The id that the file has where it is.
            preserve_permissions: Whether it stays visible to the same people only.

        Not on a page of its own; seen in the dotnet, rb clients.
        """
        body = sent(external_file_id=external_file_id, preserve_permissions=preserve_permissions)
        return Call(File, linked_account_id, body=body)

    @operation("PUT", "/file/{file_id}")
    def update(self, file_id: int, description: str) -> Call[None]:
        """Change the description of a file.

        https://developers.podio.com/doc/files/update-file-22454
        """
        return Call(nothing, file_id, body={"description": description})

    @operation("DELETE", "/file/{file_id}")
    def delete(self, file_id: int) -> Call[None]:
        """Delete a file.

        https://developers.podio.com/doc/files/delete-file-22453
        """
        return Call(nothing, file_id)

    @operation("POST", "/file/{file_id}/attach")
    def attach(
        self,
        file_id: int,
        *,
        ref_type: Literal["status", "item", "comment", "space", "task"],
        ref_id: int,
        silent: bool | None = None,
    ) -> Call[None]:
        """Attach an uploaded file to an object.

        Args:
            ref_type: What the object is.
            ref_id: Its id.
            silent: True to tell nobody.

        https://developers.podio.com/doc/files/attach-file-22518
        """
        at_least(1, ref_id=ref_id)
        body = {"ref_type": ref_type, "ref_id": ref_id}
        return Call(nothing, file_id, query={"silent": silent}, body=body)

    @operation("POST", "/file/{file_id}/copy")
    def copy(self, file_id: int) -> Call[int]:
        """Copy a file, to attach it elsewhere; the result is the id of the copy.

        https://developers.podio.com/doc/files/copy-file-89977
        """
        return Call(member("file_id", integer), file_id)

    @operation("POST", "/file/{file_id}/replace")
    def replace(self, file_id: int, old_file_id: int) -> Call[None]:
        """Let a new file take the place of an old one, as its newer revision.

        Args:
            file_id: The new file, uploaded but not attached.
            old_file_id: The file that it replaces; an attachment.

        https://developers.podio.com/doc/files/replace-file-22450
        """
        at_least(1, old_file_id=old_file_id)
        return Call(nothing, file_id, body={"old_file_id": old_file_id})

    @operation("GET", "/file/{file_id}/raw")
    def download(
        self,
        file_id: int,
        *,
        to: str | PathLike[str],
        max_size: int | None = None,
        progress: Progress | None = None,
    ) -> Call[Downloaded]:
        """Download a file to this machine.

        It has its final name only when it is whole; until then, and where anything fails, what
        had the name before stays. A download that is cut goes on where it stopped, if it is
        still the same file and the server can do that.

        Args:
            to: The path of the file to write; one that is there is replaced.
            max_size: The largest thumbnail wanted, in pixels; None for the file itself.
            progress: Called with the bytes written so far and in all, as they come in.

        Raises:
            OSError: It cannot be written there.

        https://developers.podio.com/doc/files/download-file-1004147
        """
        at_least(1, max_size=max_size)
        sink = Destination(to, progress)
        return Call(written, file_id, query={"max_size": max_size}, sink=sink)

    @operation("GET", "/file/{file_id}/raw")
    def read(self, file_id: int, *, max_size: int | None = None) -> Call[bytes]:
        """Fetch what is in a file into memory; `download` is for large ones.

        Args:
            max_size: The largest thumbnail wanted, in pixels; None for the file itself.

        https://developers.podio.com/doc/files/download-file-1004147
        """
        at_least(1, max_size=max_size)
        return Call(content, file_id, query={"max_size": max_size})


def _search(
    attached_to: AttachedTo | None,
    created_by: object,
    created_on: object,
    filetype: FileType | None,
    hosted_by: HostedBy | None,
) -> dict[str, object]:
    return {
        "attached_to": attached_to,
        "created_by": field_values.query_filter(created_by),
        "created_on": field_values.query_filter(created_on),
        "filetype": filetype,
        "hosted_by": hosted_by,
    }


def _name_of(source: Source) -> str:
    if isinstance(source, str | PathLike):
        name: object = fspath(source)
    else:
        name = getattr(source, "name", None)
    if not isinstance(name, str):
        raise InvalidArgumentError(
            "give the file a name: filename=...; only a path and an open file bring their own"
        )
    # A path of another system than this one has the other slash.
    return name.replace("\\", "/").rpartition("/")[2]
