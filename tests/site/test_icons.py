from django.template import Context, Template
from django.template.base import TextNode

from beatflow_site.templatetags.ui import icon


def shown(source: str, **variables: object) -> str:
    return Template(source).render(Context(variables))


def test_an_icon_is_as_large_as_it_is_asked_for() -> None:
    assert shown('{% icon "play" 22 %}') == icon("play", 22)
    assert shown("{% icon 'play' %}") == icon("play", 16)


def test_an_icon_may_depend_on_a_variable() -> None:
    assert shown("{% icon name 15 %}", name="drum") == icon("drum", 15)
    assert shown('{% icon "drum" size %}', size=40) == icon("drum", 40)
    assert shown('{% icon "DRUM"|lower %}') == icon("drum")


def test_what_a_variable_says_is_no_part_of_the_markup() -> None:
    assert "<b>" not in shown("{% icon name size %}", name="../<b>", size="<b>")


def test_one_that_depends_on_none_is_drawn_as_the_template_is_read() -> None:
    [node] = Template('{% icon "play" 22 %}').compile_nodelist()
    assert isinstance(node, TextNode)
