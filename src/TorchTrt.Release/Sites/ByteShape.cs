using System.Buffers.Binary;
using System.Text;

namespace TorchTrt.Release.Sites;

/// <summary>
/// How the bytes of a file become characters and back without loss. One character a byte (Latin-1), whatever the file's encoding, as all that is looked for
/// is ASCII; a file with a UTF-16 byte order mark has one character a code unit, broken surrogates and an odd last byte included.
/// </summary>
internal sealed class ByteShape
{
    private readonly byte[] mark;
    private readonly byte[] tail;
    private readonly CodeUnit unit;

    private ByteShape(byte[] mark, CodeUnit unit, byte[] tail) => (this.mark, this.unit, this.tail) = (mark, unit, tail);

    private enum CodeUnit
    {
        Byte,
        LittleEndian,
        BigEndian,
    }

    public static ByteShape Of(ReadOnlySpan<byte> content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new ByteShape(content[..3].ToArray(), CodeUnit.Byte, []),
        // UTF-32 begins like UTF-16; no tool of the project reads it, so nothing is looked for in it.
        [0xFF, 0xFE, 0x00, 0x00, ..] => new ByteShape([], CodeUnit.Byte, []),
        [0xFF, 0xFE, ..] => new ByteShape(content[..2].ToArray(), CodeUnit.LittleEndian, OddByte(content)),
        [0xFE, 0xFF, ..] => new ByteShape(content[..2].ToArray(), CodeUnit.BigEndian, OddByte(content)),
        _ => new ByteShape([], CodeUnit.Byte, []),
    };

    public string Read(byte[] content)
    {
        var length = content.Length - mark.Length - tail.Length;
        return unit == CodeUnit.Byte
            ? Encoding.Latin1.GetString(content, mark.Length, length)
            : string.Create(length / 2, (content, shape: this), static (text, source) =>
            {
                var bytes = source.content.AsSpan(source.shape.mark.Length);
                for (var index = 0; index < text.Length; index++)
                    text[index] = (char)(source.shape.unit == CodeUnit.LittleEndian
                        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * index)..])
                        : BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * index)..]));
            });
    }

    /// <summary>The bytes of pieces of text, one after the other, in this file's shape.</summary>
    public byte[] Write(IReadOnlyCollection<ReadOnlyMemory<char>> pieces)
    {
        var width = unit == CodeUnit.Byte ? 1 : 2;
        var bytes = new byte[mark.Length + (width * pieces.Sum(piece => piece.Length)) + tail.Length];
        mark.CopyTo(bytes, 0);
        var rest = bytes.AsSpan(mark.Length);
        foreach (var piece in pieces)
        {
            Encode(piece.Span, rest);
            rest = rest[(width * piece.Length)..];
        }

        tail.CopyTo(rest);
        return bytes;
    }

    private void Encode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (unit == CodeUnit.Byte)
        {
            Encoding.Latin1.GetBytes(text, bytes);
            return;
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (unit == CodeUnit.LittleEndian) BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * index)..], text[index]);
            else BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * index)..], text[index]);
        }
    }

    private static byte[] OddByte(ReadOnlySpan<byte> content) => content.Length % 2 == 0 ? [] : [content[^1]];
}
