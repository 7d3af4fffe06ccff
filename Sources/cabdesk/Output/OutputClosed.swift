/// Nobody reads the output any more, as behind `| head`: nothing to tell, and nobody to tell it.
struct OutputClosed: Error {}
