import HelpdeskModels
import Testing

@Suite struct WireTests {
    @Test func `every millisecond survives the way over the wire`() {
        for offset in 0..<2000 as Range<Int64> {
            for start in [1_767_225_601_000, 0, -62_000] as [Int64] {
                let time = Timestamp(milliseconds: start + offset)
                #expect(Timestamp(time.description) == time)
            }
        }
    }
}
