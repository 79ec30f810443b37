"""The rows of the page of branches, written without a template: a repo may have hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.safestring import SafeString, mark_safe

from beatflow_site.templatetags.ui import avatar, icon
from repos.branches import BranchRow
from repos.models import Commit, Repo

register = template.Library()
_SAFE = RFC3986_SUBDELIMS + "/~:@"
"""As in addresses that `reverse` makes."""


@register.simple_tag(takes_context=True)
def branch_rows(context: Context, repo: Repo, rows: Iterable[BranchRow], can_write: bool) -> SafeString:
    """Every branch: its tip, how far it has gone its own way, and for whoever may write what can be done with it."""
    home, csrf = repo.get_absolute_url(), CsrfTokenNode().render(context)
    at = reverse("branches", args=[repo.owner.username, repo.name])
    written = [_row(row, repo, home, _menu(row, repo, home, at, csrf) if can_write else "") for row in rows]
    return mark_safe("\n    ".join(written))  # noqa: S308  every text in it is escaped


def _row(row: BranchRow, repo: Repo, home: str, menu: str) -> str:
    name, to = escape(row.ref.name), "" if row.is_default else f"?branch={_asked(row.ref.name)}"
    default = '<span class="chip">default</span>' if row.is_default else ""
    return f"""<li>
        {icon("git-branch", 16)}
        <div class="grow">
          <div class="row wraps"><a class="tit" href="{home}{to}">{name}</a>{default}</div>
          {_tip(row.ref.tip, home)}
        </div>
        {"" if row.is_default else _apart(row, name, repo, home)}
        {menu}
      </li>"""


def _tip(commit: Commit, home: str) -> str:
    by, at = commit.author_name, commit.created_at
    link = f'<a class="link" href="{home}commits/{commit.digest}/">{escape(commit.subject)}</a>'
    told = f'<time datetime="{at.isoformat()}">{escape(naturaltime(at))}</time>'
    return f"""<div class="row mute small by">{link}<code class="digest wide-only">{commit.digest[:8]}</code></div>
<div class="row mute small by">{avatar(by, 18)}<span class="tit">{escape(by)}</span> {told}</div>
"""


def _apart(row: BranchRow, name: str, repo: Repo, home: str) -> str:
    """How far a branch and the default one are apart, and the way to compare them."""
    default = escape(repo.default_branch)
    apart = f"{row.ahead} ahead · {row.behind} behind" if row.ahead or row.behind else f"the same as {default}"
    asked = f"{home}compare/?old={_asked(repo.default_branch)}&amp;new={_asked(row.ref.name)}"
    return (
        f'<span class="mute small num apart" title="Compared with {default}">{apart}</span>'
        f'<a class="btn square" href="{asked}" aria-label="Compare {name} with {default}" '
        f'title="Compare with {default}">{icon("git-compare", 15)}</a>'
    )


def _menu(row: BranchRow, repo: Repo, home: str, at: str, csrf: str) -> str:
    """What can be done with a branch; `at` is where branches are."""
    name, tip = escape(row.ref.name), f"{home}commits/{row.ref.tip.digest}/"
    own = at + escape(quote(row.ref.name, safe=_SAFE))
    links = [(f"{tip}branch/", "git-branch-plus", "New branch from here")]
    if row.ahead:
        source = f"{repo.owner.username}/{repo.name}:{_asked(row.ref.name)}"
        links.append((f"{home}merge-requests/new/?source={source}", "git-pull-request-create", "Propose a merge"))
        links.append((f"{tip}merge/", "git-merge", "Merge into a branch"))
    links.append((f"{own}/rename/", "pencil", "Rename"))
    ways = "\n              ".join(f'<a href="{to}">{icon(drawn)} {words}</a>' for to, drawn, words in links)
    return f"""<details class="menu">
            <summary class="btn square" aria-label="What to do with {name}">{icon("ellipsis", 15)}</summary>
            <div class="pop">
              {ways}
              {"" if row.is_default else _deletion(own, row.ref.tip, csrf)}
            </div>
          </details>"""


def _deletion(own: str, tip: Commit, csrf: str) -> str:
    seen = f'<input type="hidden" name="seen" value="{tip.digest}">'
    button = f'<button type="submit">{icon("trash-2")} Delete</button>'
    return f'<form method="post" action="{own}/delete/">{csrf}{seen}{button}</form>'


def _asked(name: str) -> str:
    """A name within the query of an address."""
    return escape(quote(name, safe=""))
