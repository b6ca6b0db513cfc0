"""What an operation is: a value that says what to send and how to read the answer; no I/O.

`yield from request` inside a flow gives the parsed result, typed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    Literal,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
    overload,
)

from podio.core.shapes import is_list, is_object
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from podio.core.effects import Sleep
    from podio.core.operations.body import Destination, Downloaded, Sink

T = TypeVar("T")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

Json: TypeAlias = Any
"""Any JSON value: what Podio itself leaves free."""
Verb: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]
Query: TypeAlias = Mapping[str, object]


class Plan(Protocol[T_co]):
    """Anything that an operation may be: one request, or a generator of several."""

    def __iter__(self) -> Generator[Request[Any] | Sleep, Any, T_co]: ...


def pause(seconds: float) -> Generator[Sleep, None, None]:
    """Wait inside a flow: put `yield from` before it."""
    from podio.core.effects import Sleep

    yield Sleep(seconds)


class Unset:
    """The type of `UNSET`: not given, where None would mean "set it to nothing"."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show it as it is written."""
        return "UNSET"

    def __bool__(self) -> bool:
        """Count as nothing."""
        return False


UNSET: Final = Unset()


Flow: TypeAlias = "Generator[Request[Any] | Sleep, Any, T]"
"""What a method under `@flow` is annotated with: a generator of requests, and its result."""


def raw(data: Json) -> Json:
    """Leave an answer as Podio sent it."""
    return data


def nothing(data: object) -> None:
    """Ignore an answer: there is nothing in it to know."""


def content(data: bytes) -> bytes:
    """Take an answer as bytes, not as JSON."""
    return data


def written(data: Downloaded) -> Downloaded:
    """Take what is known of an answer that went into a file."""
    return data


class Request(Generic[T]):
    """One HTTP exchange with Podio and how its answer is read.

    Make one yourself for a call that has no method: `podio.request(Request("GET", "/x/1"))`
    returns the JSON as it came; with `result=Task` a `Task`.

    Attributes:
        method: The verb.
        path: The path below the API's address, beginning with a slash, already quoted.
        result: Reads the decoded answer.
        query: Query parameters; None means "not given".
        body: JSON value, `Form` or `Upload`; None for no body.
        repeatable: Whether twice is once, so that it is sent again when its answer was lost; by
            default that is true of every verb but POST.
        authorized: Whether the session's token is sent.
        timeout: Seconds for this exchange, or None for the client's.
        sink: Takes the body of the answer as it comes, instead of memory; a `Destination`
            is a file.
        template: The path with its placeholders, for statistics and errors.
    """

    __slots__ = (
        "authorized",
        "body",
        "method",
        "path",
        "query",
        "repeatable",
        "result",
        "sink",
        "template",
        "timeout",
    )

    @overload
    def __init__(
        self: Request[Json],
        method: Verb,
        path: str,
        *,
        query: Query | None = ...,
        body: object = ...,
        repeatable: bool | None = ...,
        authorized: bool = ...,
        timeout: float | None = ...,
        sink: Sink | Destination | None = ...,
        template: str = ...,
    ) -> None: ...
    @overload
    def __init__(
        self,
        method: Verb,
        path: str,
        result: Callable[[Any], T],
        *,
        query: Query | None = ...,
        body: object = ...,
        repeatable: bool | None = ...,
        authorized: bool = ...,
        timeout: float | None = ...,
        sink: Sink | Destination | None = ...,
        template: str = ...,
    ) -> None: ...
    def __init__(
        self,
        method: Verb,
        path: str,
        result: Callable[[Any], T] = raw,
        *,
        query: Query | None = None,
        body: object = None,
        repeatable: bool | None = None,
        authorized: bool = True,
        timeout: float | None = None,
        sink: Sink | Destination | None = None,
        template: str = "",
    ) -> None:
        self.method: Verb = method
        self.path = path
        self.result = result
        self.query = query
        self.body = body
        self.repeatable = method != "POST" if repeatable is None else repeatable
        self.authorized = authorized
        self.timeout = timeout
        self.sink = sink
        self.template = template or path

    def __iter__(self) -> Generator[Request[Any], Any, T]:
        """Be a plan of one request."""
        result: T = yield self
        return result

    def __repr__(self) -> str:
        """Show verb and template: the body and what fills the path may be private."""
        return f"Request({self.method} {self.template})"

    def replace(self, **changes: Any) -> Request[T]:  # the constructor's keywords
        """Return a copy with some attributes changed."""
        copy = cast("Request[T]", object.__new__(Request))
        for name in Request.__slots__:
            setattr(copy, name, changes[name] if name in changes else getattr(self, name))
        return copy

    def into(self, model: type[R]) -> Request[R]:
        """Return the same request, its answer decoded into your own class.

        Args:
            model: A msgspec Struct, a dataclass or a pydantic model.
        """
        from podio.core.operations.into import into

        return cast("Request[R]", self.replace(result=into(model)))


class Call(Generic[T]):
    """What of a request the arguments decide; the declaration knows the rest."""

    __slots__ = (
        "arguments",
        "authorized",
        "body",
        "query",
        "repeatable",
        "result",
        "sink",
        "timeout",
    )

    def __init__(
        self,
        result: Callable[[Any], T],
        /,
        *arguments: int | str,
        query: Query | None = None,
        body: object = None,
        authorized: bool = True,
        timeout: float | None = None,
        sink: Sink | Destination | None = None,
        repeatable: bool | None = None,
    ) -> None:
        """Take how the answer is read, then the path's arguments in their order."""
        self.result = result
        self.arguments = arguments
        self.query = query
        self.body = body
        self.authorized = authorized
        self.timeout = timeout
        self.sink = sink
        self.repeatable = repeatable


class Page(Generic[T]):
    """One page of a listing.

    Attributes:
        items: What is on it.
        total: How many there are in all, or None where Podio does not say.
        raw: The answer as it came.
        offset: How many stood before this page.
    """

    __slots__ = ("items", "offset", "raw", "total")

    def __init__(
        self, items: Sequence[T], *, total: int | None = None, raw: Json = None, offset: int = 0
    ) -> None:
        self.items = items
        self.total = total
        self.raw = raw
        self.offset = offset

    def __len__(self) -> int:
        """Count the items on this page."""
        return len(self.items)

    def __repr__(self) -> str:
        """Show where in the listing it stands."""
        return f"Page({self.offset}..{self.offset + len(self.items)} of {self.total})"


SMALLEST_CAP = 20
"""The smallest page size that Podio is known to force (search); a shorter page is the last."""


class Listing(Generic[T]):
    """A paged call: where it starts, and where its next page is.

    Args:
        result: Reads one element.
        arguments: What the path takes.
        query: Query parameters besides the window.
        body: The JSON object of a POST listing besides the window.
        limit: The most elements to give in all; None for every one.
        page_size: How many to ask for at a time.
        offset: How many to leave out at the start.
        items: The key that holds the elements where the answer is an object.
        total: The key that says how many match.
        window: Whether `limit` and `offset` travel in the query or the body.
    """

    __slots__ = (
        "arguments",
        "body",
        "items",
        "limit",
        "offset",
        "page_size",
        "query",
        "request",
        "result",
        "total",
        "window",
    )

    def __init__(
        self,
        result: Callable[[Any], T],
        /,
        *arguments: int | str,
        query: Query | None = None,
        body: Mapping[str, object] | None = None,
        limit: int | None = None,
        page_size: int = 100,
        offset: int = 0,
        items: str = "items",
        total: str = "total",
        window: Literal["query", "body"] = "query",
    ) -> None:
        """Check the window; nothing is sent."""
        from podio.core.operations.arguments import at_least

        at_least(1, limit=limit, page_size=page_size)
        at_least(0, offset=offset)
        self.result = result
        self.arguments = arguments
        self.query = query
        self.body = body
        self.limit = limit
        self.page_size = page_size
        self.offset = offset
        self.items = items
        self.total = total
        self.window = window
        self.request: Request[Page[T]] | None = None

    def page_request(self, offset: int, taken: int) -> Request[Page[T]]:
        """Return the request for the page at an offset, when `taken` elements were given."""
        size = self.page_size if self.limit is None else min(self.page_size, self.limit - taken)
        return self._window(size, offset)

    def window_of(self, size: int) -> Request[Page[T]]:
        """Return the request for the first few elements alone."""
        return self._window(size, self.offset)

    def _window(self, size: int, offset: int) -> Request[Page[T]]:
        if self.request is None:
            message = "a listing is declared with @listing before it is walked"
            raise TypeError(message)
        window: dict[str, object] = {"limit": size, "offset": offset}
        read = self._reader(offset)
        if self.window == "query":
            return self.request.replace(result=read, query={**(self.query or {}), **window})
        return self.request.replace(result=read, body={**(self.body or {}), **window})

    def is_last(self, page: Page[T], taken: int) -> bool:
        """Tell whether nothing can follow a page, when `taken` elements were given with it."""
        count = len(page.items)
        if count == 0 or (self.limit is not None and taken >= self.limit):
            return True
        if page.total is not None:
            return page.offset + count >= page.total
        return count < min(self.page_size, SMALLEST_CAP)

    def into(self, model: type[R]) -> Listing[R]:
        """Return the same listing, its elements decoded into your own class."""
        from podio.core.operations.into import into

        copy = cast("Listing[R]", object.__new__(Listing))
        for name in Listing.__slots__:
            setattr(copy, name, getattr(self, name))
        copy.result = into(model)
        return copy

    def _reader(self, offset: int) -> Callable[[Any], Page[T]]:
        def read(data: Json) -> Page[T]:
            total: int | None = None
            elements: Json = data
            if is_object(data):
                elements = data.get(self.items)
                counted = data.get(self.total)
                total = counted if type(counted) is int else None
            if not is_list(elements):
                from podio.core.views.model import not_the_shape

                raise not_the_shape(f"a list of {self.items}", data)
            make = self.result
            return Page([make(one) for one in elements], total=total, raw=data, offset=offset)

        return read


def sent(**values: object) -> dict[str, object]:
    """Keep what the caller gave: None and UNSET are left out."""
    return {
        name: value for name, value in values.items() if value is not None and value is not UNSET
    }


def nullable(**values: object) -> dict[str, object]:
    """Keep what the caller gave, None included: only UNSET is left out."""
    return {name: value for name, value in values.items() if value is not UNSET}


def checked_request(plan: Plan[Any]) -> Request[Any]:
    """Return a plan that is one request.

    Raises:
        InvalidArgumentError: It is a flow of several, or no plan at all.
    """
    if isinstance(plan, Request):
        return plan
    message = f"into= is for one request and its answer, not for a {type(plan).__name__}"
    raise InvalidArgumentError(message)
