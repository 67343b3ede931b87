"""Class labels that do not fit, each with its causes and its cure."""

# %% float_labels
import torch
from torch import nn

logits = torch.tensor([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]])
labels = torch.tensor([0.0, 2.0])
nn.functional.cross_entropy(logits, labels)
#! RuntimeError: expected target dtype to be Long or Byte, but got Float

# %% float_labels_cure
nn.functional.cross_entropy(logits, labels.long())
#> tensor(0.2056)

# %% one_hot
one_hot = nn.functional.one_hot(labels.long(), num_classes=3)
nn.functional.cross_entropy(logits, one_hot)
#! RuntimeError: Expected floating point type for target with class probabilities, got Long

# %% one_hot_cure
print(nn.functional.cross_entropy(logits, one_hot.float()))
#> tensor(0.2056)
print(nn.functional.cross_entropy(logits, one_hot.argmax(dim=1)))
#> tensor(0.2056)

# %% label_column
column = torch.tensor([[0], [2]])
nn.functional.cross_entropy(logits, column)
#! RuntimeError: 0D or 1D target tensor expected, multi-target not supported

# %% label_column_cure
nn.functional.cross_entropy(logits, column.squeeze(1))
#> tensor(0.2056)

# %% whole_bce
answers = torch.tensor([0, 1])
nn.functional.binary_cross_entropy_with_logits(logits[:, 0], answers)
#! RuntimeError: result type Float can't be cast to the desired output type Long

# %% whole_bce_cure
nn.functional.binary_cross_entropy_with_logits(logits[:, 0], answers.float())
#> tensor(1.4100)


# %% from_one
classes = torch.tensor([1, 3])
nn.functional.cross_entropy(logits, classes)
#! IndexError: Target 3 is out of bounds.

# %% from_one_cure
nn.functional.cross_entropy(logits, classes - 1)
#> tensor(0.2056)

# %% too_few_outputs
wide = torch.tensor([1, 4])
print(wide.max().item() + 1, "classes,", logits.shape[1], "outputs")
#> 5 classes, 3 outputs
nn.functional.cross_entropy(logits, wide)
#! IndexError: Target 4 is out of bounds.

# %% too_few_outputs_cure
more = nn.Linear(3, 5)(torch.rand(2, 3))
nn.functional.cross_entropy(more, wide).isfinite()
#> tensor(True)

# %% ignored
unknown = torch.tensor([0, -1])
nn.functional.cross_entropy(logits, unknown)
#! IndexError: Target -1 is out of bounds.

# %% ignored_cure
nn.functional.cross_entropy(logits, unknown, ignore_index=-1)
#> tensor(0.2413)

# %% embedding
words = nn.Embedding(num_embeddings=10, embedding_dim=4)
words(torch.tensor([2, 10]))
#! IndexError: index out of range in self

# %% embedding_cure
nn.Embedding(num_embeddings=11, embedding_dim=4)(torch.tensor([2, 10])).shape
#> torch.Size([2, 4])

# %% exercise_1
nn.functional.cross_entropy(torch.zeros(2, 4), torch.tensor([0, 3]))
#> tensor(1.3863)

# %% exercise_1_three tags=["hidden"]
nn.functional.cross_entropy(torch.zeros(2, 3), torch.tensor([0, 2]))
#> tensor(1.0986)

# %% exercise_1_nothing tags=["hidden"]
nn.functional.cross_entropy(torch.eye(4)[[0, 3]] * 100, torch.tensor([0, 3]))
#> tensor(0.)


# %% exercise_2
def check_labels(labels, outputs):
    if labels.dtype != torch.int64:
        raise TypeError(f"class numbers are {labels.dtype}")
    low, high = labels.min().item(), labels.max().item()
    if low < 0 or high >= outputs:
        raise ValueError(f"{low} to {high} for {outputs} outputs")


check_labels(torch.tensor([1, 2, 3]), outputs=3)
#! ValueError: 1 to 3 for 3 outputs

# %% exercise_3
names = ["cat", "dog", "cat", "bird"]
known = sorted(set(names))
numbers = torch.tensor([known.index(name) + 1 for name in names])
nn.functional.cross_entropy(torch.zeros(4, len(known)), numbers)
#! IndexError: Target 3 is out of bounds.

# %% exercise_3_cure
numbers = torch.tensor([known.index(name) for name in names])
print(known, numbers)
#> ['bird', 'cat', 'dog'] tensor([1, 2, 1, 0])
