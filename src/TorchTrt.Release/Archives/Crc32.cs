using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchTrt.Release.Archives;

/// <summary>The checksum of gzip (RFC 1952, section 8) and zip. Of two neighbouring pieces it can be computed apart and combined.</summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Lanes = 8;

    private static readonly uint[] Table = MakeTable();

    /// <summary>x^(2^n) for every n, modulo the polynomial.</summary>
    private static readonly uint[] Powers = MakePowers();

    /// <summary>The checksum of what went before and more bytes after it; of nothing it is 0.</summary>
    public static uint Append(uint before, ReadOnlySpan<byte> more)
    {
        var state = ~before;
        if (Pclmulqdq.IsSupported && BitConverter.IsLittleEndian && more.Length >= 64)
        {
            var folded = more.Length & ~15;
            state = Fold(state, more[..folded]);
            more = more[folded..];
        }

        return ~ByTable(state, more);
    }

    /// <summary>The checksum of a piece followed by another.</summary>
    /// <param name="length">Bytes of the second.</param>
    public static uint Combine(uint first, uint second, long length)
    {
        var shift = 1u << 31;
        for (var power = 3; length > 0; length >>= 1, power = (power + 1) & 31)
            if ((length & 1) != 0) shift = Multiply(Powers[power], shift);
        return Multiply(shift, first) ^ second;
    }

    private static uint ByTable(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= Lanes; bytes = bytes[Lanes..])
        {
            var low = state ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = Table[0x700 + (byte)low] ^ Table[0x600 + (byte)(low >> 8)] ^ Table[0x500 + (byte)(low >> 16)] ^ Table[0x400 + (low >> 24)]
                ^ Table[0x300 + (byte)high] ^ Table[0x200 + (byte)(high >> 8)] ^ Table[0x100 + (byte)(high >> 16)] ^ Table[high >> 24];
        }

        foreach (var one in bytes) state = Table[(byte)(state ^ one)] ^ (state >> 8);
        return state;
    }

    /// <summary>
    /// Carry-less multiplication, four lanes of 16 bytes, then one, then Barrett's reduction: V. Gopal and others, "Fast CRC Computation for Generic
    /// Polynomials Using PCLMULQDQ", Intel 2009, with the constants of its bit-reflected form.
    /// </summary>
    private static uint Fold(uint state, ReadOnlySpan<byte> bytes)
    {
        var by64 = Vector128.Create(0x0154442bd4L, 0x01c6e41596L);
        var by16 = Vector128.Create(0x01751997d0L, 0x00ccaa009eL);
        var to64 = Vector128.Create(0x0163cd6124L, 0L);
        var barrett = Vector128.Create(0x01db710641L, 0x01f7011641L);
        var low32 = Vector128.Create(-1, 0, -1, 0).AsInt64();

        var one = Lane(bytes, 0) ^ Vector128.CreateScalar(state).AsInt64();
        var two = Lane(bytes, 16);
        var three = Lane(bytes, 32);
        var four = Lane(bytes, 48);
        for (bytes = bytes[64..]; bytes.Length >= 64; bytes = bytes[64..])
        {
            one = Step(one, by64) ^ Lane(bytes, 0);
            two = Step(two, by64) ^ Lane(bytes, 16);
            three = Step(three, by64) ^ Lane(bytes, 32);
            four = Step(four, by64) ^ Lane(bytes, 48);
        }

        one = Step(one, by16) ^ two;
        one = Step(one, by16) ^ three;
        one = Step(one, by16) ^ four;
        for (; bytes.Length >= 16; bytes = bytes[16..]) one = Step(one, by16) ^ Lane(bytes, 0);

        one = Sse2.ShiftRightLogical128BitLane(one, 8) ^ Pclmulqdq.CarrylessMultiply(one, by16, 0x10);
        one = Sse2.ShiftRightLogical128BitLane(one, 4) ^ Pclmulqdq.CarrylessMultiply(one & low32, to64, 0x00);
        var quotient = Pclmulqdq.CarrylessMultiply(one & low32, barrett, 0x10) & low32;
        return (one ^ Pclmulqdq.CarrylessMultiply(quotient, barrett, 0x00)).AsUInt32()[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Step(Vector128<long> lane, Vector128<long> by) => Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Lane(ReadOnlySpan<byte> bytes, int at) => Vector128.Create(bytes.Slice(at, 16)).AsInt64();

    /// <summary>Product of two polynomials, modulo the polynomial; the coefficient of x^0 is the highest bit.</summary>
    private static uint Multiply(uint left, uint right)
    {
        var product = 0u;
        for (var bit = 1u << 31; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0) product ^= right;
            right = (right & 1) != 0 ? (right >> 1) ^ Polynomial : right >> 1;
        }

        return product;
    }

    private static uint[] MakePowers()
    {
        var powers = new uint[32];
        powers[0] = 1u << 30;
        for (var n = 1; n < powers.Length; n++) powers[n] = Multiply(powers[n - 1], powers[n - 1]);
        return powers;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[Lanes * 256];
        for (var index = 0u; index < 256; index++)
        {
            var value = index;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            table[index] = value;
        }

        for (var index = 256; index < table.Length; index++) table[index] = table[(byte)table[index - 256]] ^ (table[index - 256] >> 8);
        return table;
    }
}
