using System.Text;
using TorchTrt.Release.Docs;

namespace TorchTrt.Release.Tests.Docs;

public class OperatorChangesTests
{
    [Fact]
    public void Operators_that_came_went_and_changed_are_told_apart_by_overload()
    {
        var changes = OperatorChanges.Between(
            List("aten::abs(Tensor self) -> (Tensor)", "aten::add.Scalar(Tensor self) -> (Tensor)", "aten::add.Tensor(Tensor self) -> (Tensor)"),
            List("aten::abs(Tensor self) -> (Tensor)", "aten::add.Tensor(Tensor self, Tensor other) -> (Tensor)", "aten::elu(Tensor self) -> (Tensor)"),
            [new OperatorWaiver("aten::add.Scalar", "add.Tensor does it")]);

        changes.Added.ShouldBe([new Operator("aten::elu", "aten::elu(Tensor self) -> (Tensor)")]);
        changes.Removed.ShouldBe([new RemovedOperator("aten::add.Scalar", "aten::add.Scalar(Tensor self) -> (Tensor)", "add.Tensor does it")]);
        changes.Changed.ShouldBe([new OperatorSchemaChange("aten::add.Tensor", "aten::add.Tensor(Tensor self) -> (Tensor)", "aten::add.Tensor(Tensor self, Tensor other) -> (Tensor)")]);
        changes.Summary.ShouldBe("1 added, 1 removed, 1 with another schema");
    }

    [Fact]
    public void One_that_moved_to_another_section_or_was_wrapped_is_no_change()
        => OperatorChanges.Between(
            Read("One\n----\n\n- aten::a(int a, int b) -> int\n\nTwo\n----\n\n- aten::b(int a) -> int\n"),
            Read("One\n----\n\n- aten::b(int a) -> int\n\nTwo\n----\n\n- aten::a(int a,\n     int b) -> int\n"),
            []).IsNone.ShouldBeTrue();

    [Fact]
    public void What_is_written_down_is_read_back()
    {
        var changes = new OperatorChanges(
            [new Operator("aten::a", "aten::a() -> int")], [new RemovedOperator("aten::b", "aten::b() -> int", null), new RemovedOperator("aten::c", "aten::c() -> int", "why")],
            [new OperatorSchemaChange("aten::d", "old", "new")]);

        OperatorChanges.Read(changes.Text)!.Text.ShouldBe(changes.Text);
        OperatorChanges.Read(changes.Text)!.Removed.ShouldBe(changes.Removed);
        OperatorChanges.Read(OperatorChanges.NotCompared).ShouldBeNull();
        OperatorChanges.Read("")!.IsNone.ShouldBeTrue();
    }

    private static OperatorIndexText List(params string[] schemas) => Read($"All\n----\n\n{string.Concat(schemas.Select(schema => $"- {schema}\n"))}");

    private static OperatorIndexText Read(string sections) => OperatorIndexText.Read(Encoding.UTF8.GetBytes($".. _supported_ops:\n\n{sections}"));
}
