"""Milliseconds of a training step in PyTorch: python3 pytorch.py '{"shape": …, "batch": …}', as JSON."""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

work = json.loads(sys.argv[1])
shape, batch = work["shape"], work["batch"]
V, L, d, heads = shape["vocabulary"], shape["context"], shape["width"], shape["heads"]
cuda = torch.cuda.is_available()
device = torch.device("cuda" if cuda else "cpu")
# As WebGPU computes: float32 throughout.
torch.backends.cuda.matmul.allow_tf32 = False


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.fc, self.proj = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        q, k, v = (part.view(batch, L, heads, d // heads).transpose(1, 2) for part in self.qkv(self.ln1(x)).split(d, 2))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, L, d))
        return x + self.proj(F.gelu(self.fc(self.ln2(x)), approximate="tanh"))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(V, d), nn.Parameter(0.02 * torch.randn(L, d))
        self.blocks = nn.Sequential(*(Block() for _ in range(shape["layers"])))
        self.lnf = nn.LayerNorm(d)

    def forward(self, inputs, targets):
        logits = self.lnf(self.blocks(self.wte(inputs) + self.wpe)) @ self.wte.weight.T
        return F.cross_entropy(logits.view(-1, V), targets.view(-1), reduction="sum") / batch


model = Transformer().to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, capturable=cuda)
tokens = torch.randint(V, (batch, L + 1), device=device)
inputs, targets = tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous()


def step():
    optimizer.zero_grad(set_to_none=True)
    loss = model(inputs, targets)
    loss.backward()
    optimizer.step()
    return loss


def timed(act, least=2.0):
    """The loss is read every ten steps."""
    for _ in range(3):
        act().item()
    times, began = [], time.perf_counter()
    while time.perf_counter() - began < least:
        start = time.perf_counter()
        for _ in range(10):
            loss = act()
        loss.item()
        times.append((time.perf_counter() - start) * 100)
    return sorted(times)[len(times) // 2]


eager, graph = timed(step), None
if cuda:
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    captured = torch.cuda.CUDAGraph()
    with torch.cuda.graph(captured):
        loss = step()

    def replay():
        captured.replay()
        return loss

    graph = timed(replay)
name = torch.cuda.get_device_name() if cuda else "the CPU"
print(json.dumps({"device": f"{name}, PyTorch {torch.__version__}", "eager": eager, "graph": graph}))
