using System.Text;
using TorchTrt.Release.Docs;

namespace TorchTrt.Release.Tests.Docs;

public class OperatorIndexTextTests
{
    private const string Head = "\n.. _supported_ops:\n\n=================================\nOperators Supported\n=================================\n\n";
    private const string Converters = "Operators Currently Supported Through Converters\n-------------------------------------------------\n\n";
    private const string Note = ".. note::\n\n   This page reflects operator coverage for the **Dynamo** frontend.\n\n";

    [Fact]
    public void The_TorchScript_list_is_read_by_sections()
    {
        var index = Read($"{Head}{Converters}- aten::abs(Tensor self) -> (Tensor)\n- aten::dim(Tensor self) -> int\n\nOperators Currently Supported Through Evaluators\n----\n\n- prim::min.int(int a, int b) -> (int)\n");

        index.Problems.ShouldBeEmpty();
        index.Kind.ShouldBe(OperatorKind.TorchScript);
        index.Sections.Select(section => $"{section.Title}: {string.Join(' ', section.Operators.Select(operation => operation.Name))}")
            .ShouldBe(["Operators Currently Supported Through Converters: aten::abs aten::dim", "Operators Currently Supported Through Evaluators: prim::min.int"]);
    }

    [Fact]
    public void An_item_that_v0_3_0_wrapped_over_two_lines_is_one_operator()
    {
        var text = $"{Head}{Converters}- aten::arange(Scalar end, *, int? dtype=None, int? layout=None,\n                            Device? device=None, bool? pin_memory=None) -> (Tensor)\n- aten::dim(Tensor self) -> int\n";

        var index = Read(text);

        index.Problems.ShouldBeEmpty();
        index.Sections[0].Operators[0].ShouldBe(new Operator("aten::arange", "aten::arange(Scalar end, *, int? dtype=None, int? layout=None, Device? device=None, bool? pin_memory=None) -> (Tensor)"));
        Text(index).ShouldBe(text);
    }

    [Fact]
    public void Sections_are_put_in_order_and_everything_else_stays()
        => Text(Read($"{Head}{Converters}- b::z(int a) -> int\n- a::_y(int a,\n      int b) -> int\n- a::X(int a) -> int\n\nMore\n----\n\n- a::a(int a) -> int\n"))
            .ShouldBe($"{Head}{Converters}- a::X(int a) -> int\n- a::_y(int a,\n      int b) -> int\n- b::z(int a) -> int\n\nMore\n----\n\n- a::a(int a) -> int\n");

    [Fact]
    public void The_Dynamo_list_counts_its_operators_and_knows_some_without_schema()
    {
        var index = Read($"{Head}{Note}ATen Core Ops — Converted\n-------------------------\n\n*1 operators with native Dynamo converters.*\n\n- aten.abs(Tensor self) -> Tensor\n\nPython Builtin Ops — Converted\n----\n\n*1 Python-level operators supported.*\n\n- _operator.add\n\nPrims Ops — Lowered\n----\n\n*0 prims operators decomposed.*\n");

        index.Problems.ShouldBeEmpty();
        (index.Kind, index.Operators).ShouldBe((OperatorKind.Dynamo, 2));
    }

    [Fact]
    public void Asterisks_of_the_Dynamo_list_are_escaped_once_as_its_committed_text_has_them()
    {
        const string section = "ATen Core Ops — Converted\n----\n\n";
        var index = Read($"{Head}{section}- aten.add(Tensor self, *, Scalar alpha=1) -> Tensor\n- aten.sub(Tensor self, \\*, Scalar alpha=1) -> Tensor\n");

        Text(index).ShouldBe($"{Head}{section}- aten.add(Tensor self, \\*, Scalar alpha=1) -> Tensor\n- aten.sub(Tensor self, \\*, Scalar alpha=1) -> Tensor\n");
        index.Sections[0].Operators[1].Schema.ShouldBe("aten.sub(Tensor self, *, Scalar alpha=1) -> Tensor");
    }

    [Theory]
    [InlineData("- aten::abs(Tensor self) -> (Tens", "11: the file ends in the middle of a line")]
    [InlineData("- aten::abs(Tensor self\n- aten::b(int a) -> int\n", "11: 'aten::abs(Tensor self' is no operator")]
    [InlineData("- aten.abs\n", "11: 'aten.abs' is no operator")]
    [InlineData("- \n", "11: '' is no operator")]
    [InlineData("- aten::abs(Tensor self) -> (Tensor)\n- aten.abs(Tensor self) -> Tensor\n", "12: 'aten.abs(Tensor self) -> Tensor' is of the other frontend than the first item")]
    [InlineData("*3 operators.*\n\n- aten.abs(Tensor self) -> Tensor\n", "11: the line counts 3 operators and 1 are listed")]
    [InlineData("terminate called after throwing an instance of 'c10::Error'\n- aten::b(int a) -> int\n", "11: 'terminate called after throwing an instance of 'c10::Error'' is neither heading nor item")]
    [InlineData("\n", "8: 'Operators Currently Supported Through Converters' lists nothing")]
    public void What_is_wrong_is_said_with_its_line(string items, string problem)
        => Read($"{Head}{Converters}{items}").Problems.Select(found => $"{found.Line}: {found.What}").ShouldBe([problem]);

    [Fact]
    public void An_empty_file_is_no_index()
        => Read("").Problems.Select(problem => problem.What).ShouldBe(["the file ends in the middle of a line", "no anchor .. _supported_ops:", "no section with a heading"]);

    [Fact]
    public void Whatever_is_cut_off_or_garbled_is_read_to_its_end_and_ordering_it_twice_changes_nothing()
    {
        const string list = $"{Head}{Converters}*3 operators.*\n\n- aten::b(int a,\n   *, int b) -> int\n- aten.add(Tensor self, *, Scalar alpha=1) -> Tensor\n\n- aten::a(int a) -> (int)\nMore\n----\n- _operator.add\n";
        var random = new Random(20260822);
        for (var round = 0; round < 10_000; round++)
        {
            var letters = list[..random.Next(list.Length + 1)].ToCharArray();
            for (var edits = random.Next(8); edits > 0 && letters.Length > 0; edits--) letters[random.Next(letters.Length)] = "\n-* :.()>\\\0\r\uFFFD"[random.Next(13)];
            var once = Read(new string(letters));

            var twice = OperatorIndexText.Read(once.Sorted);

            twice.Sorted.ShouldBe(once.Sorted);
            (twice.Problems.Count == 0).ShouldBe(once.Problems.Count == 0);
            twice.Operators.ShouldBe(once.Operators);
        }
    }

    private static OperatorIndexText Read(string text) => OperatorIndexText.Read(Encoding.UTF8.GetBytes(text));

    private static string Text(OperatorIndexText index) => Encoding.UTF8.GetString(index.Sorted);
}
