"""Common mistakes in losses, evaluation and saving, each with its cure."""

# %% softmax_twice
import torch
from torch import nn

loss_function = nn.CrossEntropyLoss()
logits = torch.tensor([[3.2, 5.1, -1.7]])
label = torch.tensor([0])

right_loss = loss_function(logits, label).item()
wrong_loss = loss_function(logits.softmax(dim=1), label).item()
print(f"{right_loss:.4f} {wrong_loss:.4f}")
#> 2.0404 1.3795

# %% softmax_floor
certain = torch.tensor([[1.0, 0.0, 0.0]])
floor = loss_function(certain, label).item()
print(f"{floor:.4f}")
#> 0.5514

# %% softmax_gradient
logits.requires_grad_()
(right,) = torch.autograd.grad(loss_function(logits, label), logits)
(wrong,) = torch.autograd.grad(loss_function(logits.softmax(dim=1), label), logits)
print(right)
#> tensor([[-0.8700,  0.8690,  0.0010]])
print(wrong)
#> tensor([[-1.4419e-01,  1.4432e-01, -1.3527e-04]])
shrink = round((right.norm() / wrong.norm()).item())
print(shrink, "times smaller")
#> 6 times smaller

# %% softmax_cure
log_probabilities = logits.log_softmax(dim=1)
print(nn.functional.nll_loss(log_probabilities, label).item())
#> 2.0403549671173096
print(loss_function(logits, label).item())
#> 2.0403549671173096

# %% no_no_grad
model = nn.Sequential(
    nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3)
)
inputs = torch.rand(6, 4)
labels = torch.zeros(6, dtype=torch.long)

model.eval()
outputs = [model(inputs) for _ in range(3)]
print([output.requires_grad for output in outputs])
#> [True, True, True]

# %% kept_graph
total = sum(loss_function(output, labels) for output in outputs)
print(type(total).__name__, total.grad_fn.name())
#> Tensor AddBackward0

# %% no_grad_cure
with torch.no_grad():
    outputs = [model(inputs) for _ in range(3)]
total = sum(loss_function(output, labels).item() for output in outputs)
print([output.requires_grad for output in outputs])
#> [False, False, False]
print(type(total).__name__)
#> float

# %% no_eval
model.train()
statistics = model[1].running_mean.clone()
with torch.no_grad():
    print(torch.equal(model(inputs), model(inputs)))
#> False
print(torch.equal(model[1].running_mean, statistics))
#> False

# %% eval_cure
model.eval()
statistics = model[1].running_mean.clone()
with torch.no_grad():
    print(torch.equal(model(inputs), model(inputs)))
#> True
print(torch.equal(model[1].running_mean, statistics))
#> True

# %% single_sample
model.train()
model(inputs[:1])
#! ValueError: Expected more than 1 value per channel when training, got input size torch.Size([1, 8])

# %% eval_keeps_autograd
model.eval()
print(model(inputs).requires_grad, model.training)
#> True False

# %% logits_kept
with torch.no_grad():
    batches = inputs.split(4)
    kept = [model(batch) for batch in batches]
print([tuple(batch.shape) for batch in kept], {batch.dtype for batch in kept})
#> [(4, 3), (2, 3)] {torch.float32}

# %% logits_kept_cure
with torch.no_grad():
    predicted = torch.cat([model(batch).argmax(dim=1) for batch in batches])
print(predicted.shape, predicted.dtype)
#> torch.Size([6]) torch.int64

# %% shuffled
from torch.utils.data import DataLoader, TensorDataset

numbers = torch.arange(100)
classes = numbers % 10
test_data = TensorDataset(numbers, classes)


def evaluate(loader):
    correct, predictions = 0, []
    for samples, labels in loader:
        predicted = samples % 10  # ko: 언제나 맞히는 "모델" | en: never wrong
        correct += (predicted == labels).sum().item()
        predictions.append(predicted)
    return correct, torch.cat(predictions)


torch.manual_seed(0)
correct, predictions = evaluate(DataLoader(test_data, shuffle=True))
matching = (predictions == classes).sum().item()
print(correct, "correct,", matching, "matching")
#> 100 correct, 8 matching

# %% shuffled_cure
correct, predictions = evaluate(DataLoader(test_data))
print(correct, "correct,", (predictions == classes).sum().item(), "matching")
#> 100 correct, 100 matching


# %% lambda_inside
class Clipped(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 2)
        self.clip = lambda values: values.relu()

    def forward(self, values):
        return self.clip(self.layer(values))


clipped = Clipped()
torch.save(clipped, "clipped.pth")
#! AttributeError: Can't … local object 'Clipped.__init__.<locals>.<lambda>'


# %% local_class
def build():
    class Local(nn.Module):
        pass

    return Local()


torch.save(build(), "local.pth")
#! AttributeError: Can't … local object 'build.<locals>.Local'

# %% saving_cure
torch.save(clipped.state_dict(), "clipped.pth")

again = Clipped()
again.load_state_dict(torch.load("clipped.pth"))
print(again(inputs).shape, torch.equal(again(inputs), clipped(inputs)))
#> torch.Size([6, 2]) True

# %% exercise_1
hits = torch.tensor([1.0, 1.0, 1.0, 1.0, 0.0])
batches = hits.split(4)
print(sum(batch.mean().item() for batch in batches) / len(batches))
#> 0.5
print(sum(batch.sum().item() for batch in batches) / len(hits))
#> 0.8

# %% exercise_2
import math

class_count = 10
lowest = math.log(1 + (class_count - 1) / math.e)

certain = torch.zeros(1, class_count)
certain[0, 3] = 1.0
twice = loss_function(certain, torch.tensor([3])).item()
print(f"{lowest:.4f} {twice:.4f}")
#> 1.4612 1.4612
