"""What to check, in which order, when a model does not learn: code to keep."""

# %% look_at
import torch
from torch import nn
from torchvision.datasets import MNIST

data = MNIST(root="data", download=True)
# ko: 그림 파일을 RGB로 읽은 것처럼 (개수, 높이, 너비, 채널)로 둡니다.
# en: As picture files read as RGB would be: (count, height, width, channels).
pixels = data.data[:256].unsqueeze(-1).repeat(1, 1, 1, 3)
labels = data.targets[:256]


def look_at(images, labels):
    images = images.float()
    print("shapes", tuple(images.shape), tuple(labels.shape), labels.dtype)
    print(f"values {images.min():.1f} to {images.max():.1f}, std {images.std():.1f}")
    print("not finite:", (~images.isfinite()).sum().item())
    print("labels", labels.min().item(), "to", labels.max().item())
    print(f"largest class {labels.bincount().max() / len(labels):.2f}")


look_at(pixels, labels)
#> shapes (256, 28, 28, 3) (256,) torch.int64
#> values 0.0 to 255.0, std 77.6
#> not finite: 0
#> labels 0 to 9
#> largest class 0.14

# %% reshaped
import matplotlib.pyplot as plt

reshaped = pixels.reshape(-1, 3, 28, 28)
permuted = pixels.permute(0, 3, 1, 2)
print(tuple(reshaped.shape), tuple(permuted.shape))
#> (256, 3, 28, 28) (256, 3, 28, 28)

# alt-ko: 숫자 그림 네 장씩 두 줄. 위는 reshape로 축을 옮긴 것으로, 작은 조각이 되풀이되어 숫자를 알아볼 수 없습니다. 아래는 permute로 옮긴 것으로, 숫자 {labels[0]}, {labels[1]}, {labels[2]}, {labels[3]}의 모습이 또렷합니다.
# alt-en: Two rows of four digit pictures. Above, axes moved by reshape: small repeated pieces, no digit to be seen. Below, moved by permute: {labels[0]}, {labels[1]}, {labels[2]} and {labels[3]}, clear to see.
figure, axes = plt.subplots(2, 4, figsize=(6, 3.4), layout="constrained")
for row, (name, images) in zip(axes, [("reshape", reshaped), ("permute", permuted)]):
    for axis, image, label in zip(row, images, labels):
        axis.imshow(image.permute(1, 2, 0).numpy())
        axis.set_title(f"{name}: {label}", fontsize=12)
        axis.axis("off")

# %% start
images = permuted / 255


def make_model():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2),
        nn.ReLU(),
        nn.Conv2d(8, 16, 3, stride=2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 6 * 6, 10),
    )


def start_loss(model, images, labels):
    with torch.no_grad():
        return nn.functional.cross_entropy(model(images), labels).item()


print(f"ln 10:      {torch.tensor(10).log():.1f}")
#> ln 10:      2.3
print(f"0 to 1:     {start_loss(make_model(), images, labels):.1f}")
#> 0 to 1:     2.3
print(f"0 to 255:   {start_loss(make_model(), permuted.float(), labels):.1f}")
#> 0 to 255:   7.4


# %% overfit
def overfit(model, images, labels, learning_rate=3e-3, updates=100):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    for update in range(updates + 1):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        if update % 25 == 0:
            print(f"{loss:.1f}", end=" ")
    print()


batch, wanted = images[:32], labels[:32]
overfit(make_model(), batch, wanted)
#> 2.3 0.1 0.0 0.0 0.0

# %% overfit_faulty
overfit(nn.Sequential(make_model(), nn.Softmax(dim=1)), batch, wanted)
#> 2.3 1.8 1.6 1.6 1.6
overfit(nn.Sequential(make_model(), nn.ReLU()), batch, wanted)
#> 2.3 1.2 1.0 1.0 1.0

# %% overfit_blind
torch.manual_seed(0)
overfit(make_model(), batch, wanted[torch.randperm(32)])
#> 2.3 0.4 0.0 0.0 0.0


# %% blind_stuck tags=["hidden"]
overfit(make_model(), batch, wanted, learning_rate=0)
#> 2.3 2.3 2.3 2.3 2.3

# %% blind_floor tags=["hidden"]
torch.manual_seed(0)
mixed = wanted[torch.randperm(32)]
overfit(nn.Sequential(make_model(), nn.Softmax(dim=1)), batch, mixed)
#> 2.3 1.9 1.7 1.6 1.6


# %% gradient_sizes
def gradient_sizes(model):
    for name, parameter in model.named_parameters():
        if name.endswith("weight"):
            ratio = parameter.grad.norm() / parameter.detach().norm()
            print(f"{name:9} {ratio:.0e}")


def make_deep(activation, seed=0):
    torch.manual_seed(seed)
    layers = [nn.Flatten(), nn.Linear(3 * 28 * 28, 64), activation()]
    for _ in range(6):
        layers += [nn.Linear(64, 64), activation()]
    return nn.Sequential(*layers, nn.Linear(64, 10))


deep = make_deep(nn.Sigmoid)
nn.functional.cross_entropy(deep(batch), wanted).backward()
gradient_sizes(deep)
#> 1.weight  7e-07
#> 3.weight  8e-07
#> 5.weight  5e-06
#> 7.weight  4e-05
#> 9.weight  3e-04
#> 11.weight 2e-03
#> 13.weight 2e-02
#> 15.weight 3e-01


# %% gradient_sizes_cure
def first_to_last(model):
    nn.functional.cross_entropy(model(batch), wanted).backward()
    return model[1].weight.grad.norm() / model[-1].weight.grad.norm()


for seed in range(3):
    sigmoid, relu = make_deep(nn.Sigmoid, seed), make_deep(nn.ReLU, seed)
    kaiming = make_deep(nn.ReLU, seed)
    for layer in kaiming:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    print(*(f"{first_to_last(deep):.0e}" for deep in (sigmoid, relu, kaiming)))
#> 7e-06 1e-01 8e+00
#> 5e-06 2e-01 5e+00
#> 5e-06 8e-02 8e+00

# %% clipping
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
nn.functional.cross_entropy(model(batch), wanted).backward()
for _ in range(2):
    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.1)
    print(f"{norm:.1f}")
#> 0.3
#> 0.1
optimizer.zero_grad()

# %% one_update
outputs = model(batch)
loss = nn.functional.cross_entropy(outputs, wanted)
loss.backward()
nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.1)
optimizer.step()

# %% exercise_1
for classes in (2, 10, 1000):
    print(classes, round(torch.tensor(classes).log().item(), 1))
#> 2 0.7
#> 10 2.3
#> 1000 6.9


# %% exercise_2
def mixes_samples(model, images):
    images = images.clone().requires_grad_()
    model(images)[0].sum().backward()
    others = images.grad[1:].flatten(start_dim=1).norm(dim=1)
    return (others > 0).sum().item()


class Mixing(nn.Module):
    def forward(self, images):
        return images.permute(1, 0, 2, 3).reshape(len(images), -1)


print(mixes_samples(make_model(), batch))
#> 0
print(mixes_samples(Mixing(), batch))
#> 2

# %% exercise_3
model = make_model()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for _ in range(100):
    loss = nn.functional.cross_entropy(model(batch), wanted)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
print(f"{loss:.1f}")
#> 2.3

# %% exercise_3_cure
for _ in range(100):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(batch), wanted)
    loss.backward()
    optimizer.step()
print(f"{loss:.1f}")
#> 0.0

# %% numbers tags=["hidden"]
largest = (labels.bincount().max() / len(labels)).item()
