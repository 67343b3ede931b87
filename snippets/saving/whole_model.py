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


model = Scaled(factor=10)
inputs = torch.rand(1, 3)
before = model(inputs)
print(before.shape)
#> torch.Size([1, 2])

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

# %% names_only
import zipfile

with zipfile.ZipFile("model.pth") as archive:
    pickled = archive.read("model/data.pkl")
print(b"Scaled" in pickled, b"factor" in pickled)
#> True True
print(Scaled.forward.__code__.co_code in pickled)
#> False

# %% changed_class
old_forward = Scaled.forward
# ko: 저장한 뒤에 클래스의 forward를 바꾸었다고 해 봅시다.
# en: Suppose forward is changed after the file was written.
Scaled.forward = lambda self, inputs: self.layer(inputs)

changed = torch.load("model.pth", weights_only=False)
print(torch.equal(changed(inputs), before))
#> False
print(torch.allclose(changed(inputs) * 10, before))
#> True
Scaled.forward = old_forward

# %% missing_class
saved_class = Scaled
del Scaled
try:
    torch.load("model.pth", weights_only=False)
finally:
    Scaled = saved_class
#! AttributeError: Can't get attribute 'Scaled' on <module '__main__' …>


# %% trap
class Trap:
    # ko: 피클에게 "되살릴 때 이 함수를 이 인자로 부르라"고 알려 주는 메서드입니다.
    # en: Tells pickle: "to bring me back, call this function with these arguments".
    def __reduce__(self):
        return print, ("This ran while the file was loading.",)


torch.save({"weights": Trap()}, "trap.pth")

# %% sprung
content = torch.load("trap.pth", weights_only=False)
#> This ran while the file was loading.
print(content)
#> {'weights': None}

# %% trap_refused
torch.load("trap.pth", weights_only=True)
#! _pickle.UnpicklingError: Weights only load failed. …
#! …WeightsUnpickler error: Unsupported global: GLOBAL print was not an allowed global by default. …

# %% look_first
print(torch.serialization.get_unsafe_globals_in_checkpoint("trap.pth"))
#> ['builtins.print']

# %% trusted
trusted = torch.load("model.pth", weights_only=False)
print(torch.equal(trusted(inputs), before))
#> True

# %% allow_list
with torch.serialization.safe_globals([Scaled, nn.Linear]):
    allowed = torch.load("model.pth")
print(torch.equal(allowed(inputs), before))
#> True

# %% right_save
torch.save(
    {"arguments": {"factor": model.factor}, "state": model.state_dict()},
    "scaled.pth",
)
print(torch.serialization.get_unsafe_globals_in_checkpoint("scaled.pth"))
#> []

# %% right_load
saved = torch.load("scaled.pth", map_location="cpu")
rebuilt = Scaled(**saved["arguments"])
print(rebuilt.load_state_dict(saved["state"]))
#> <All keys matched successfully>
rebuilt.eval()
print(torch.equal(rebuilt(inputs), before))
#> True

# %% exercise_1
from pathlib import Path


class Note:
    def __reduce__(self):
        return Path.touch, (Path("made_while_loading.txt"),)


torch.save(Note(), "note.pth")
print(Path("made_while_loading.txt").exists())
#> False
torch.load("note.pth", weights_only=False)
print(Path("made_while_loading.txt").exists())
#> True

# %% exercise_2
torch.save(model.state_dict(), "state.pth")
state = torch.load("state.pth")
wrong = Scaled(factor=1)
print(wrong.load_state_dict(state))
#> <All keys matched successfully>
print(wrong.factor, torch.equal(wrong(inputs), before))
#> 1 False
