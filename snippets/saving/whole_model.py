"""Why a whole pickled model does not load by default, and the right form."""

# %% save_whole
import torch
from torch import nn


class Scaled(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.layer = nn.Linear(3, 2)

    def forward(self, inputs):
        return self.factor * self.layer(inputs)


torch.manual_seed(0)
model = Scaled(factor=10)
inputs = torch.rand(1, 3)
print(model(inputs))
#> tensor([[0.1664, 1.7759]], grad_fn=<MulBackward0>)

torch.save(model, "model.pth")

# %% refused
torch.load("model.pth")
#! _pickle.UnpicklingError: Weights only load failed. …
#! …(1) In PyTorch 2.6, we changed the default value of the `weights_only` argument in `torch.load` from `False` to `True`. …
#! …WeightsUnpickler error: Unsupported global: GLOBAL __main__.Scaled was not an allowed global by default. …

# %% needed_globals
needed = torch.serialization.get_unsafe_globals_in_checkpoint("model.pth")
print(sorted(needed))
#> ['__main__.Scaled', 'torch.nn.modules.linear.Linear']

# %% changed_class
class Scaled(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.layer = nn.Linear(3, 2)

    def forward(self, inputs):
        return self.layer(inputs)


changed = torch.load("model.pth", weights_only=False)
print(changed(inputs))
#> tensor([[0.0166, 0.1776]], grad_fn=<AddmmBackward0>)

# %% changed_same tags=["hidden"]
print(model(inputs))
#> tensor([[0.1664, 1.7759]], grad_fn=<MulBackward0>)

# %% changed_twice tags=["hidden"]
print(10 * model(inputs))
#> tensor([[ 1.6638, 17.7592]], grad_fn=<MulBackward0>)

# %% changed_zero tags=["hidden"]
print(0 * model(inputs))
#> tensor([[0., 0.]], grad_fn=<MulBackward0>)
OriginalScaled = type(model)

# %% missing_class
del Scaled
torch.load("model.pth", weights_only=False)
#! AttributeError: Can't get attribute 'Scaled' on <module '__main__' …>

# %% class_again tags=["hidden"]
Scaled = OriginalScaled

# %% trap
class Trap:
    # ko: 피클에 "되살릴 때 이 함수를 이 인자로 부르라"고 적어 두는 메서드입니다.
    # en: Tells pickle: "to bring me back, call this function with these arguments".
    def __reduce__(self):
        return print, ("This ran while the file was loading.",)


torch.save({"weights": Trap()}, "trap.pth")

# %% sprung
content = torch.load("trap.pth", weights_only=False)
#> This ran while the file was loading.
print(content)
#> {'weights': None}

# %% sprung_silent tags=["hidden"]
print({"weights": Trap()}.keys())
#> dict_keys(['weights'])

# %% sprung_trap tags=["hidden"]
print({"weights": "Trap()"})
#> {'weights': 'Trap()'}

# %% sprung_late tags=["hidden"]
print({"weights": None})
#> {'weights': None}
print("This ran while the file was loading.")
#> This ran while the file was loading.

# %% trap_refused
torch.load("trap.pth", weights_only=True)
#! _pickle.UnpicklingError: Weights only load failed. …
#! …WeightsUnpickler error: Unsupported global: GLOBAL print was not an allowed global by default. …

# %% look_first
print(torch.serialization.get_unsafe_globals_in_checkpoint("trap.pth"))
#> ['builtins.print']

# %% trusted
trusted: Scaled = torch.load("model.pth", weights_only=False)
print(trusted(inputs))
#> tensor([[0.1664, 1.7759]], grad_fn=<MulBackward0>)

# %% allow_list
with torch.serialization.safe_globals([Scaled, nn.Linear]):
    allowed = torch.load("model.pth", weights_only=True)
print(allowed(inputs))
#> tensor([[0.1664, 1.7759]], grad_fn=<MulBackward0>)

# %% right_save
torch.save(
    {"arguments": {"factor": model.factor}, "state": model.state_dict()},
    "scaled.pth",
)
print(torch.serialization.get_unsafe_globals_in_checkpoint("scaled.pth"))
#> []

# %% right_load
saved = torch.load("scaled.pth", map_location="cpu", weights_only=True)
rebuilt = Scaled(**saved["arguments"])
print(rebuilt.load_state_dict(saved["state"]))
#> <All keys matched successfully>
rebuilt.eval()
print(rebuilt(inputs))
#> tensor([[0.1664, 1.7759]], grad_fn=<MulBackward0>)

# %% export
exported = torch.export.export(model.eval(), (inputs,))
torch.export.save(exported, "scaled.pt2")
print(torch.export.load("scaled.pt2").module()(inputs))
#> tensor([[0.1664, 1.7759]], grad_fn=<MulBackward0>)

# %% exercise_3
def load_from_the_internet(path):
    try:
        return torch.load(path, weights_only=True)
    except Exception:
        return torch.load(path, weights_only=False)


load_from_the_internet("trap.pth")
#> This ran while the file was loading.
#> {'weights': None}

# %% exercise_1
torch.save(model.state_dict(), "state.pth")
state = torch.load("state.pth", weights_only=True)
wrong = Scaled(factor=1)
print(wrong.load_state_dict(state))
#> <All keys matched successfully>
print(wrong(inputs))
#> tensor([[0.0166, 0.1776]], grad_fn=<MulBackward0>)

# %% exercise_2
from pathlib import Path


class Note:
    def __reduce__(self):
        return Path.touch, (Path("made_while_loading.txt"),)


torch.save(Note(), "note.pth")
torch.load("note.pth", weights_only=False)
print([path.name for path in Path().glob("made_*")])
#> ['made_while_loading.txt']

# %% exercise_3_right
def load_from_the_internet(path):
    return torch.load(path, map_location="cpu", weights_only=True)


print(load_from_the_internet("state.pth").keys())
#> odict_keys(['layer.weight', 'layer.bias'])
