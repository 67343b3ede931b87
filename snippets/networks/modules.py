"""A network from modules: the device, the class, its layers, a prediction."""

# %% device
import torch
from torch import nn

device = "cuda" if torch.cuda.is_available() else "cpu"
print(f"Using {device} device")
#> Using … device

# %% accelerator
accelerator = torch.accelerator.current_accelerator(check_available=True)
any_device = "cpu" if accelerator is None else accelerator.type
print(f"Using {any_device} device")
#> Using … device


# %% network
class NeuralNetwork(nn.Module):
    def __init__(self):
        #* ko: 계층을 속성으로 넣기 전에 반드시 불러야 합니다.
        #* en: Has to be called before a layer becomes an attribute.
        super().__init__()
        self.flatten = nn.Flatten()
        # ko: 적힌 순서대로 차례로 호출되는 계층 묶음입니다.
        # en: Layers that are called one after another, in this order.
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10),
        )

    def forward(self, images):
        pixels = self.flatten(images)
        return self.linear_relu_stack(pixels)  # ko: 로짓 | en: the logits


# %% forgotten_super
class Forgetful(nn.Module):
    def __init__(self):
        self.activation = nn.ReLU()


Forgetful()
#! AttributeError: cannot assign module before Module.__init__() call

# %% model
torch.manual_seed(0)
model = NeuralNetwork().to(device)
print(model)
#> NeuralNetwork(
#>   (flatten): Flatten(start_dim=1, end_dim=-1)
#>   (linear_relu_stack): Sequential(
#>     (0): Linear(in_features=784, out_features=512, bias=True)
#>     (1): ReLU()
#>     (2): Linear(in_features=512, out_features=512, bias=True)
#>     (3): ReLU()
#>     (4): Linear(in_features=512, out_features=10, bias=True)
#>   )
#> )

# %% parameter_count
parameter_count = sum(parameter.numel() for parameter in model.parameters())
print(f"{parameter_count:,}")
#> 669,706

# ko: 모듈의 .to()는 자기 자신을 옮기고 자기 자신을 돌려줍니다.
# en: A module's .to() moves the module itself and returns it.
print(model.to(device) is model)
#> True
print({parameter.device.type for parameter in model.parameters()} == {device})
#> True

# %% flatten
flatten = nn.Flatten()
for shape in [(3, 28, 28), (1, 28, 28), (28, 28)]:
    print(shape, "->", tuple(flatten(torch.zeros(shape)).shape))
#> (3, 28, 28) -> (3, 784)
#> (1, 28, 28) -> (1, 784)
#> (28, 28) -> (28, 28)

# %% no_batch
model(torch.zeros(28, 28, device=device))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (28x28 and 784x512)

# %% stack
images = torch.rand(3, 28, 28).to(device)
values = flatten(images)
for layer in model.linear_relu_stack:
    values = layer(values)
    print(f"{type(layer).__name__:6} {tuple(values.shape)}")
#> Linear (3, 512)
#> ReLU   (3, 512)
#> Linear (3, 512)
#> ReLU   (3, 512)
#> Linear (3, 10)
assert torch.equal(values, model(images))

# %% affine
first = model.linear_relu_stack[0]
print(tuple(first.weight.shape), tuple(first.bias.shape))
#> (512, 784) (512,)

pixels = flatten(images)
by_hand = pixels @ first.weight.T + first.bias
torch.testing.assert_close(by_hand, first(pixels))

# %% logits
# ko: 실제 데이터처럼 CPU에서 만든 뒤 모델이 있는 장치로 옮깁니다.
# en: Made on the CPU, as loaded data is, then moved to where the model is.
image = torch.rand(1, 28, 28).to(device)
logits = model(image)
probabilities = nn.Softmax(dim=1)(logits)
predicted = probabilities.argmax(1)

print(tuple(logits.shape), tuple(probabilities.shape), tuple(predicted.shape))
#> (1, 10) (1, 10) (1,)
print(f"Probabilities add up to {probabilities.sum().item():.3f}")
#> Probabilities add up to 1.000
print(f"Predicted class: {predicted.item()}")
#> Predicted class: 1

# %% softmax
scores = torch.tensor([1.0, 2.0, 3.0])
shares = nn.Softmax(dim=0)(scores)
print(shares)
#> tensor([0.0900, 0.2447, 0.6652])
print(scores / scores.sum())  # ko: 비례라면 이렇게 | en: if it were proportional
#> tensor([0.1667, 0.3333, 0.5000])

torch.testing.assert_close(shares, scores.exp() / scores.exp().sum())
assert probabilities.argmax(1) == logits.argmax(1)

# %% untrained
answers = set()
for seed in range(60):
    torch.manual_seed(seed)
    answers.add(NeuralNetwork().to(device)(image).argmax(1).item())
answer_count = len(answers)
print(sorted(answers))
#> [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

# %% call
calls = []
hook = model.register_forward_hook(lambda *_: calls.append("hook ran"))
model(image)
model.forward(image)
hook.remove()
print(calls)
#> ['hook ran']

# %% exercise_1
small = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
counts = [parameter.numel() for parameter in small.parameters()]
print(counts, sum(counts))
#> [100352, 128, 1280, 10] 101770
assert counts == [784 * 128, 128, 128 * 10, 10]

# %% exercise_2
without_class = nn.Sequential(nn.Flatten(), *model.linear_relu_stack)
print(torch.equal(without_class(images), model(images)))
#> True

# %% exercise_3
batch_logits = model(images)
across_images = nn.Softmax(dim=0)(batch_logits)
across_classes = nn.Softmax(dim=1)(batch_logits)
print(across_images.sum(dim=0).shape, across_images.sum(dim=1).shape)
#> torch.Size([10]) torch.Size([3])
torch.testing.assert_close(across_images.sum(dim=0), torch.ones(10, device=device))
torch.testing.assert_close(across_classes.sum(dim=1), torch.ones(3, device=device))
