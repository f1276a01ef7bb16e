"""A form field as people meet it."""

from django import forms
from django.template import engines

from kernel.ui import fields


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như in trên bìa.")
    level = forms.ChoiceField(label="Mức", choices=[("1", "I")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Đã đọc")
    file = forms.FileField(label="Tệp", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def render(form):
    source = (
        "{% load ui %}{% error_summary form %}{% for each in form %}{% field each %}{% endfor %}"
    )
    return engines["django"].from_string(source).render({"form": form})


def test_the_control_names_its_hint_and_its_error():
    shown = fields.show(Sample({})["name"])
    assert 'aria-describedby="id_name-hint id_name-error"' in shown.control
    assert 'aria-invalid="true"' in shown.control
    html = render(Sample({}))
    assert 'id="id_name-hint"' in html
    assert 'id="id_name-error"' in html


def test_a_field_without_an_error_claims_none():
    shown = fields.show(Sample()["name"])
    assert "aria-invalid" not in shown.control
    assert 'aria-describedby="id_name-hint"' in shown.control


def test_the_summary_leads_to_every_field_that_needs_mending():
    form = Sample({})
    form.add_error(None, "Hai người cùng giữ một mã.")
    lines = fields.errors_of(form)
    assert lines[0].text == "Hai người cùng giữ một mã."
    assert [line.href for line in lines] == ["", "#id_name", "#id_level_0", "#id_agree"]
    html = render(form)
    assert all(f'id="{line.href[1:]}"' in html for line in lines if line.href)


def test_there_is_no_summary_without_errors():
    assert fields.errors_of(Sample()) == []
    assert "errors" not in render(Sample())


def test_choices_stand_in_a_fieldset_and_a_file_in_a_drop_zone():
    html = render(Sample())
    assert "<legend>Mức" in html
    assert '<div class="drop">' in html
    assert html.count("<label") == 4


def test_a_hidden_field_has_no_label():
    html = (
        engines["django"]
        .from_string("{% load ui %}{% field f %}")
        .render({"f": Sample()["secret"]})
    )
    assert html.strip() == '<input type="hidden" name="secret" id="id_secret">'
