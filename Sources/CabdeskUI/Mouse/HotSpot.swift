import TerminalKit

/// A place on the screen where a press of the mouse means something.
struct HotSpot: Equatable {
    let rect: Rect
    let target: MouseTarget
}
