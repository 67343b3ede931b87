"""Mistakes in losses and evaluation that raise no error, each with its causes and its cure."""

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
print(f"{loss_function(logits, label):.4f}")
#> 2.0404
print(f"{nn.functional.nll_loss(log_probabilities, label):.4f}")
#> 2.0404
print(f"{loss_function(log_probabilities, label):.4f}")
#> 2.0404

# %% no_no_grad
torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3)
)
inputs = torch.rand(6, 4)
labels = torch.zeros(6, dtype=torch.long)

model.eval()
outputs = [model(inputs) for _ in range(3)]
print([output.requires_grad for output in outputs])
#> [True, True, True]
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
torch.manual_seed(0)
model.train()
statistics = model[1].running_mean.clone()
with torch.no_grad():
    difference = (model(inputs) - model(inputs)).abs().max()
print(f"{difference:.0e} {(model[1].running_mean - statistics).abs().max():.0e}")
#> 1e+00 2e-01

# %% eval_cure
model.eval()
statistics = model[1].running_mean.clone()
with torch.no_grad():
    difference = (model(inputs) - model(inputs)).abs().max()
print(f"{difference:.0e} {(model[1].running_mean - statistics).abs().max():.0e}")
#> 0e+00 0e+00


# %% functional_dropout
class Functional(nn.Module):
    def forward(self, values):
        return nn.functional.dropout(values, 0.5)


functional = Functional().eval()
torch.manual_seed(0)
functional(torch.ones(6))
#> tensor([0., 0., 2., 0., 0., 0.])

# %% functional_dropout_off tags=["hidden"]
nn.Dropout(0.5).eval()(torch.ones(6))
#> tensor([1., 1., 1., 1., 1., 1.])

# %% functional_dropout_unscaled tags=["hidden"]
torch.manual_seed(0)
nn.functional.dropout(torch.ones(6), 0.5) / 2
#> tensor([0., 0., 1., 0., 0., 0.])


# %% functional_dropout_cure
class Asking(nn.Module):
    def forward(self, values):
        return nn.functional.dropout(values, 0.5, training=self.training)


print(Asking().eval()(torch.ones(6)))
#> tensor([1., 1., 1., 1., 1., 1.])

# %% single_sample
model.train()
model(inputs[:1])
#! ValueError: Expected more than 1 value per channel when training, got input size torch.Size([1, 8])

# %% last_batch
from torch.utils.data import DataLoader, TensorDataset

training_data = TensorDataset(torch.rand(65, 4))
for (batch,) in DataLoader(training_data, batch_size=32):
    model(batch)
#! ValueError: Expected more than 1 value per channel when training, got input size torch.Size([1, 8])

# %% single_sample_cure
for (batch,) in DataLoader(training_data, batch_size=32, drop_last=True):
    model(batch)
print(model.eval()(inputs[:1]).shape)
#> torch.Size([1, 3])

# %% eval_keeps_autograd
model.eval()
print(model(inputs).requires_grad, model.training)
#> True False

# %% unequal_batches
hits = torch.tensor([1.0] * 8 + [0.0])
batches = [batch for (batch,) in DataLoader(TensorDataset(hits), batch_size=4)]
print(f"{sum(batch.mean().item() for batch in batches) / len(batches):.2f}")
#> 0.67

# %% dropped_last
all_right = TensorDataset(torch.ones(9))
loader = DataLoader(all_right, batch_size=4, drop_last=True)
correct = sum(batch.sum().item() for (batch,) in loader)
print(f"{correct / len(loader.dataset):.2f}")
#> 0.89

# %% averages_cure
correct = seen = 0
for (batch,) in loader:
    correct += batch.sum().item()
    seen += len(batch)
print(f"{correct / seen:.2f}")
#> 1.00

# %% wrong_dim
scores = torch.tensor([[2.0, 0.1, 0.3], [0.2, 0.5, 3.0]])
print(scores.argmax(dim=0), scores.argmax(dim=1))
#> tensor([0, 1, 1]) tensor([0, 2])

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

# %% exercise_1
import math

for class_count in (2, 3, 10):
    lowest = math.log(1 + (class_count - 1) / math.e)
    certain = nn.functional.one_hot(torch.tensor([0]), class_count).float()
    twice = loss_function(certain, torch.tensor([0])).item()
    print(class_count, f"{lowest:.2f} {twice:.2f}")
#> 2 0.31 0.31
#> 3 0.55 0.55
#> 10 1.46 1.46


# %% exercise_2
def evaluate_loader(model, loader, loss_fn):
    was_training = model.training
    model.eval()
    total = correct = seen = 0
    with torch.no_grad():
        for inputs, labels in loader:
            outputs = model(inputs)
            total += loss_fn(outputs, labels).item() * len(labels)
            correct += (outputs.argmax(dim=1) == labels).sum().item()
            seen += len(labels)
    model.train(was_training)
    return total / seen, correct / seen


torch.manual_seed(0)
data = TensorDataset(torch.rand(70, 4), torch.randint(3, (70,)))
small_model = nn.Linear(4, 3)
for size in (70, 32):
    loader = DataLoader(data, batch_size=size)
    mean_loss, share = evaluate_loader(small_model, loader, loss_function)
    print(f"{mean_loss:.2f} {share:.2f} {small_model.training}")
#> 1.20 0.31 True
#> 1.20 0.31 True

# %% exercise_3
total = 0
for _ in range(3):
    total += loss_function(model(inputs), labels)
print(total.requires_grad)
#> True

# %% exercise_3_cure
total = 0
for _ in range(3):
    total += loss_function(model(inputs), labels).item()
print(type(total).__name__)
#> float
