import Foundation
import HelpdeskCore
import SystemKit
import TerminalKit

/// Makes of a file what a terminal can show. May take as long as another program needs.
///
/// `chafa` converts what the terminal does not decode itself. It never gets to see the file's name, which somebody else
/// chose, nor the terminal; and of what it writes, only checked data is used (`ConvertedPicture`).
struct PictureMaker: Sendable {
    /// Larger files are not looked at.
    static let maxBytes = 20 << 20
    /// A larger picture would need too much memory once it is decoded.
    private static let maxPixels = 64_000_000
    /// Larger files would take the terminal too long, over SSH above all, if they can be made smaller.
    private static let maxSentBytes = 2 << 20
    private static let maxOutput = 32 << 20
    private static let patience = Duration.seconds(10)

    /// Where `chafa` is; nil if it is not installed.
    private let program: String?

    init(program: String?) {
        self.program = program
    }

    /// Without the program where none may be started.
    init(within restrictions: Restrictions) {
        self.init(program: restrictions.allowsPrograms ? ProgramPath.find("chafa") : nil)
    }

    /// Whether the file begins like a picture.
    static func isPicture(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path),
            let head = try? file.read(upToCount: PictureHeader.bytesNeeded)
        else { return false }
        return PictureHeader(Array(head)) != nil
    }

    func view(for request: PictureRequest) -> PictureView {
        // The file may be replaced at any time, so that only its bytes count.
        guard let file = FileHandle(forReadingAtPath: request.path),
            let data = try? file.read(upToCount: Self.maxBytes + 1)
        else { return .failed(.unreadable) }
        if data.count > Self.maxBytes { return .failed(.tooLarge) }
        let bytes = Array(data)
        guard let header = PictureHeader(Array(bytes.prefix(PictureHeader.bytesNeeded))), header.isWhole(bytes) else {
            return .failed(.unreadable)
        }
        let (pixels, overflows) = header.size.width.multipliedReportingOverflow(by: header.size.height)
        if overflows || pixels > Self.maxPixels { return .failed(.tooLarge) }
        let own = Picture(file: bytes, header: header, for: request.support, room: request.room)
        if let own, bytes.count <= Self.maxSentBytes || program == nil { return .picture(own) }
        guard let program else { return .failed(.noProgram) }
        let converter = Converter(program: program, bytes: bytes, pixels: header.size)
        if let converted = converter.picture(for: request) { return .picture(converted) }
        return converter.characters(for: request).map { .characters($0) } ?? .failed(.unreadable)
    }

    /// One file and the program that converts it.
    private struct Converter {
        let program: String
        let bytes: [UInt8]
        /// As they are stored; what the file says about turning them is the program's business.
        let pixels: PixelSize

        /// The part of the room that the picture fills without being enlarged, whichever way it is turned.
        private func room(_ request: PictureRequest, _ cell: PixelSize) -> Size {
            let side = max(pixels.width, pixels.height)
            return Size(
                rows: min(request.room.rows, (side + cell.height - 1) / cell.height),
                columns: min(request.room.columns, (side + cell.width - 1) / cell.width))
        }

        /// Nil if the terminal shows none, or the program makes none of it.
        func picture(for request: PictureRequest) -> Picture? {
            let cell = request.support.cell ?? Picture.usualCell
            let room = room(request, cell)
            switch request.support.format {
            case .kitty: return kitty(room: room, cell: cell)
            case .iterm:
                return run(format: "iterm", room: room, ratio(cell)).flatMap(ConvertedPicture.iterm).flatMap {
                    fitting(Picture($0.content, size: $0.cells), room)
                }
            // How many cells it covers is known only where their size is.
            case .sixel: return request.support.cell == nil ? nil : sixel(room: room, cell: cell)
            case nil: return nil
            }
        }

        private func kitty(room: Size, cell: PixelSize) -> Picture? {
            func convert(_ factor: Int) -> (picture: Picture, density: Int)? {
                let room = Size(rows: room.rows * factor, columns: room.columns * factor)
                guard let made = run(format: "kitty", room: room, ratio(cell)).flatMap(ConvertedPicture.kitty),
                    case .pixels(_, _, let pixels) = made.content
                else { return nil }
                let size = Size(
                    rows: max(1, made.cells.rows / factor), columns: max(1, made.cells.columns / factor))
                return (Picture(made.content, size: size), pixels.width / made.cells.columns)
            }
            guard let made = convert(1) else { return nil }
            // Older versions give each cell 8 pixels, too few to read anything in the picture.
            let isCoarse = made.density < cell.width && made.picture.size.columns > room.columns / 2
            return fitting((isCoarse ? convert(2) : nil)?.picture ?? made.picture, room)
        }

        /// A sixel picture has the size of its pixels, and the program takes a cell to have pixels of its own.
        private func sixel(room: Size, cell: PixelSize) -> Picture? {
            let probe = Size(rows: 30, columns: 30)
            guard
                let measured = run(format: "sixels", room: probe, "1/1", isStretched: true)
                    .flatMap(ConvertedPicture.sixel)
            else { return nil }
            let own = PixelSize(
                width: max(1, measured.size.width / probe.columns), height: max(1, measured.size.height / probe.rows))
            let scaled = Size(
                rows: max(1, room.rows * cell.height / own.height),
                columns: max(1, room.columns * cell.width / own.width))
            guard let made = run(format: "sixels", room: scaled, ratio(own)).flatMap(ConvertedPicture.sixel) else {
                return nil
            }
            let size = Size(
                rows: (made.size.height + cell.height - 1) / cell.height,
                columns: (made.size.width + cell.width - 1) / cell.width)
            return fitting(Picture(made.content, size: size), room)
        }

        /// A picture that would cover what is beside its room is not shown.
        private func fitting(_ picture: Picture, _ room: Size) -> Picture? {
            picture.size.rows <= room.rows && picture.size.columns <= room.columns ? picture : nil
        }

        func characters(for request: PictureRequest) -> [[Cell]]? {
            let colors =
                switch request.support.colorDepth {
                case .mono: "none"
                case .ansi16: "16"
                case .indexed256: "240"
                case .trueColor: "full"
                }
            let ratio = ratio(request.support.cell ?? Picture.usualCell)
            return run(
                format: "symbols", room: request.room, ratio, more: ["--colors=\(colors)", "--symbols=block+space"]
            )
            .flatMap { ConvertedPicture.symbols($0, in: request.room) }
        }

        private func ratio(_ cell: PixelSize) -> String { "\(cell.width)/\(cell.height)" }

        /// What the program writes; nil if it fails.
        private func run(
            format: String, room: Size, _ ratio: String, isStretched: Bool = false, more: [String] = []
        ) -> [UInt8]? {
            let arguments =
                [
                    program, "--format=\(format)", "--size=\(room.columns)x\(room.rows)", "--font-ratio=\(ratio)",
                    "--animate=off",
                ] + (isStretched ? ["--stretch"] : []) + more + ["-"]
            var environment = ChildEnvironment.variables
            environment["LC_ALL"] = "C.UTF-8"
            let helper = HelperProgram(
                arguments: arguments, environment: environment, limit: PictureMaker.patience,
                outputLimit: PictureMaker.maxOutput)
            guard let outcome = try? helper.run(input: bytes), outcome.status == 0 else { return nil }
            return outcome.bytes
        }
    }
}
