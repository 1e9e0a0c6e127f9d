"""The operators of the dynamo frontend: which have a converter, which are decomposed before conversion."""

CONVERTED = {
    "aten.abs": "aten.abs(Tensor self) -> Tensor",
    "aten.add.Tensor": "aten.add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor",
    "aten.elu": "aten.elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor",
    "aten.grid_sampler_2d": "aten.grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
    "aten.relu": "aten.relu(Tensor self) -> Tensor",
    "aten.roll": "aten.roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor",
}

DECOMPOSED = {
    "aten.addmm": "aten.addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
    "aten.silu": "aten.silu(Tensor self) -> Tensor",
}
