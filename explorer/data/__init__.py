"""Pictures and datasets: decoding, preprocessing, drawn digits and samples."""
