extension FuzzTarget {
    /// In the order of their names.
    static let all = [
        FuzzTarget("address", text: address), FuzzTarget("answer", text: answer), FuzzTarget("codes", text: codes),
        FuzzTarget("cursor", feed: cursor), FuzzTarget("dates", text: dates), FuzzTarget("forwarded", text: forwarded),
        FuzzTarget("html", text: html), FuzzTarget("keys", text: keys), FuzzTarget("layout", feed: layout),
        FuzzTarget("names", text: names), FuzzTarget("notation", text: notation), FuzzTarget("osc", text: osc),
        FuzzTarget("pictures", feed: pictures),
        FuzzTarget("profiles", share: 60, text: profiles), FuzzTarget("range", feed: range),
        FuzzTarget("rt", feed: requestTracker), FuzzTarget("rt-file", feed: requestTrackerFile),
        FuzzTarget("sanitiser", text: sanitiser), FuzzTarget("search", feed: search),
        FuzzTarget("server", text: server), FuzzTarget("telegram", feed: telegram), FuzzTarget("theme", text: theme),
        FuzzTarget("tus", feed: tus), FuzzTarget("wire", feed: wire),
    ]
}
