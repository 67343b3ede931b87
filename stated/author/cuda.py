"""Cuda: the probe of the device `gpu`, `python -m stated.author.cuda`.

The one module of the engine that knows PyTorch by name. It says what the card is, or ends with the
reason why snippets cannot run on one.
"""

from __future__ import annotations

import json
import subprocess
import sys


def main() -> None:
    """Print card, driver and CUDA version as JSON."""
    import torch

    if not torch.cuda.is_available():
        sys.exit(f"PyTorch {torch.__version__} sees no CUDA device on this machine")
    card = torch.cuda.get_device_name(0)
    print(json.dumps({"card": card, "driver": _driver(), "CUDA": torch.version.cuda}))


def _driver() -> str:
    """The driver's version, which PyTorch does not know; the driver itself brings this program."""
    command = ["nvidia-smi", "--id=0", "--query-gpu=driver_version", "--format=csv,noheader"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
