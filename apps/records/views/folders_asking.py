"""A page with a form that does one thing: filled rightly it is done, refused it says why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import UserRequest
from kernel.refusals import Refused


def asked(
    request: UserRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    template: str,
    **context: Any,
) -> HttpResponse:
    """`act` takes what was typed and gives the address to go on to; what it refuses is shown."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(act(form.cleaned_data))
            except Refused as refusal:
                form.add_error(None, str(refusal.sentence))
                status = refusal.status
    return render(request, template, {"form": form, **context}, status=status)
