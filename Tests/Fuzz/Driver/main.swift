import Foundation

// libFuzzer's own entry, for programs that have a `main`: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The target that `FUZZ_TARGET` names. The environment passes it on to the processes that libFuzzer starts.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
        exit(name.isEmpty ? 0 : 2)
    }
    return target
}()

_ = target
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
    runFuzzer(&count, &arguments) { start, count in
        do throws(Finding) {
            try target.feed(Array(UnsafeBufferPointer(start: start, count: count)))
        } catch {
            fatalError(error.description)
        }
        return 0
    })
